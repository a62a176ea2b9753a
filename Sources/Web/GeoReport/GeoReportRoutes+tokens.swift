import GeoReport
import Hummingbird
import Store

extension GeoReportRoutes {
    /// GET tokens/{token}: what the token of a batch service's request has become.
    func token(_ call: GeoReportCall) async throws -> GeoReportAnswer {
        let token = call.context.captured("token")
        if token == "" { return try noToken(call) }
        guard let token, let ticket = try await call.city.reader.ticket(token) else {
            throw GeoReportError(.tokenUnknown, "token: expected one that was given out here, found another")
        }
        return GeoReportAnswer(body: TokenBody.body(token: ticket.token, id: ticket.id))
    }

    /// The same without a token in the address.
    func noToken(_ call: GeoReportCall) throws -> GeoReportAnswer {
        throw GeoReportError(.badRequest, "token: expected one in the address, tokens/TOKEN.json, found none")
    }
}
