import GeoReport
import ServiceRequests
import Store

extension GeoReportRoutes {
    /// GET requests: a part of the list of public requests, newest first, with headers that say how to go on.
    func requests(_ call: GeoReportCall) async throws -> GeoReportAnswer {
        let city = call.city
        let query = try QueryDecoder(catalog: city.catalog, extent: city.extent)
            .decode(call.parameters, now: city.clock.now)
        guard let page = try await city.reader.forClients.page(query) else { throw Self.unknownPlace }
        // Behind the end of a list is nothing; behind the reach of numbers there is more.
        guard !query.isBeyondReach || !page.count.isMore && page.records.isEmpty else { throw QueryDecoder.beyondReach }
        var answer = try await answer(page.records, to: call)
        answer.headers = ListHeaders(page, query, call).fields
        return answer
    }

    /// GET requests/{service_request_id}: one request; of a private one its progress only.
    func request(_ call: GeoReportCall) async throws -> GeoReportAnswer {
        let id = call.context.captured("service_request_id")
        guard let id, let record = try await call.city.reader.forClients.record(id) else {
            throw GeoReportError(
                .serviceRequestUnknown,
                "service_request_id: expected the id of a service request, found another"
            )
        }
        return try await answer([record], to: call)
    }

    /// What a list says that goes on after a request that there is not.
    static let unknownPlace = GeoReportError(
        .parameterInvalid,
        "after: expected the id of a service request, found another"
    )

    private func answer(_ records: [ServiceRequest.Record], to call: GeoReportCall) async throws -> GeoReportAnswer {
        let pictured = try await PicturedRecords(records, call, photos: photoAddress(for: call))
        var details: [String: RequestDetails]?
        if call.parameters.wantsExtensions {
            details = try await call.city.details(of: pictured, language: call.language)
        }
        let body = RequestsBody.body(
            pictured.records,
            details: details,
            catalog: call.city.catalog,
            language: call.language
        )
        return GeoReportAnswer(body: body, keeping: GeoReportAnswer.own)
    }
}
