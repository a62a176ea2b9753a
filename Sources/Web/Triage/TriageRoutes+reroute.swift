import GeoReport
import Hummingbird
import Postgres
import ServiceRequests
import Store

extension TriageRoutes {
    /// GET `/dispatch/requests/{id}/reroute[?service=&lat=&long=]`: the same page as the desk's, about any request.
    func correct(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let visit = try await find(context, staff)
        guard visit.file.closedAt == nil else { return Pages.redirect(to: visit.address) }
        return pages.reroute(Self.target(visit), query: staff.page.query)
    }

    /// POST: a supervisor decides a request anew.
    func reroute(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(context, staff)
        var read = RerouteForm(form, of: visit.file.legs.first?.subject, words: visit.words)
        read.confirm(form)
        guard read.problems.isEmpty, let reason = read.reason else {
            return pages.reroute(Self.target(visit), read, status: .unprocessableContent)
        }
        let (city, author, changes) = (staff.city, Author.worker(staff.worker), read.changes)
        let id = visit.file.serviceRequestID
        // What was typed is shown again where it was not done.
        let kept = MoveForm(.keep, FormParameters([.init(name: "text", value: reason)]), missing: nil)
        return try await decide(form, visit, kept, said: "rerouted") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            let rerouted = try city.moves.reroute(id, reason: reason, by: author, on: connection) { subject in
                city.correction(of: subject, with: changes)
            }
            switch rerouted {
            case .done(let rerouted): return .done(rerouted.legs.map(\.item))
            case .refused(let why): return .refused(why)
            }
        }
    }

    private static func target(_ visit: RequestVisit) -> RerouteTarget {
        RerouteTarget(
            file: visit.file,
            words: visit.words,
            visit: visit.visit,
            back: visit.address,
            action: "\(visit.address)/reroute",
            lease: nil
        )
    }
}
