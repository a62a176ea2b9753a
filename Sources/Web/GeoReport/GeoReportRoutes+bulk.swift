import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceRequests
import Store

extension GeoReportRoutes {
    /// Where a whole list is to be had as a file; not among the resources, whose formats are two (G9).
    static let bulkPath = "open311/bulk/requests.csv"
    /// The most days a file may span.
    static let bulkDays = 366

    func addBulk(to router: Router<DispatchContext>) {
        router.resource(
            RouterPath(Self.bulkPath),
            [
                .get: bulk,
                .options: { _, _ in
                    Response(
                        status: .noContent,
                        headers: [.allow: "GET, HEAD, OPTIONS", .accessControlAllowMethods: "GET, HEAD, OPTIONS"]
                    )
                },
            ]
        )
    }

    /// GET bulk/requests.csv: every public request that a query selects, newest first, as RFC 4180 says.
    ///
    /// Read part by part while it is sent, so that a million rows take no more memory than a thousand. Each part is of its
    /// own moment; the first is read before the answer begins, so that what is wrong is said as an error. Where a later one
    /// fails, the connection is closed without the end of the answer.
    private func bulk(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let parameters = try FormParameters(query: request)
        let city = try cities.meant(by: parameters)
        let language = city.language(asked: request)
        let now = city.clock.now
        var query = try QueryDecoder(catalog: city.catalog, extent: city.extent, days: Self.bulkDays)
            .decode(parameters, now: now)
        query.limit = ServiceRequest.Query.maximumCount
        query.offset = 0
        let slot = try bulkSlots.take()
        let reader = city.reader.forClients
        guard let first = try await reader.page(query, isCounted: false) else { throw Self.unknownPlace }
        let body = ResponseBody { [query] writer in
            // Held as long as this is written, or given back with it where it never is.
            defer { withExtendedLifetime(slot) {} }
            try await writer.write(ByteBuffer(string: CSVTable(BulkColumns.names).text))
            var (page, query) = (first, query)
            while true {
                var rows = CSVTable()
                for record in page.records {
                    rows.add(BulkColumns.cells(record, catalog: city.catalog, language: language))
                }
                try await writer.write(ByteBuffer(string: rows.text))
                query.after = page.next
                guard query.after != nil, let more = try await reader.page(query, isCounted: false) else { break }
                page = more
            }
            try await writer.finish(nil)
        }
        let name = "requests-\(city.code)-\(GeoReportDate.format(now).prefix(10)).csv"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present",
                .contentDisposition: "attachment; filename=\"\(name)\"",
                .contentLanguage: language,
                .vary: "Accept-Language",
            ],
            body: body
        )
    }
}
