import GeoReport
import HTTPTypes
import Hummingbird
import Store

extension GeoReportRoutes {
    /// GET servicerequestupdates: what happened to public requests, oldest first, as mySociety's extension has it.
    func updates(_ call: GeoReportCall) async throws -> GeoReportAnswer {
        let city = call.city
        let query = try QueryDecoder(catalog: city.catalog).decodeUpdates(call.parameters, now: city.clock.now)
        let page = try await city.reader.forClients.updates(
            start: query.start,
            end: query.end,
            after: query.after,
            limit: query.limit
        )
        guard let page else {
            throw GeoReportError(.parameterInvalid, "after: expected what a Link next has, found another")
        }
        let updates = try await city.updates(
            of: page,
            for: reader(call)?.number,
            language: call.language,
            photos: photoAddress(for: call)
        )
        var answer = GeoReportAnswer(body: UpdatesBody.body(updates), keeping: GeoReportAnswer.own)
        answer.headers = UpdateHeaders(page, count: updates.count, isWhole: query.after == nil, call).fields
        return answer
    }

    /// The client that asks, where it shows a key of the city's: it may be told its own numbers.
    ///
    /// Any other key does no harm.
    private func reader(_ call: GeoReportCall) async throws -> Client? {
        let fields = call.request.headers
        guard let key = call.parameters["api_key"] ?? fields[.apiKey] ?? fields.bearer else { return nil }
        return try await door.reader(key, in: call.city, at: endpoint)
    }
}
