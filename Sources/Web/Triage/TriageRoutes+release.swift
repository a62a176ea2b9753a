import GeoReport
import Hummingbird
import Postgres
import ServiceRequests
import Store

extension TriageRoutes {
    /// A request leaves quarantine: it is decided as if it came in now, and goes to its owner.
    func release(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(context, staff)
        let read = MoveForm(.release, form, missing: nil)
        guard read.problems.isEmpty else { return mistaken(visit, read, form) }
        let (city, author, id) = (staff.city, Author.worker(staff.worker), visit.file.serviceRequestID)
        let reason = read.text.isEmpty ? "Somebody has looked at it." : read.text
        return try await decide(form, visit, read, said: "let-through") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            let rerouted = try city.moves.reroute(id, reason: reason, by: author, on: connection) { subject in
                city.correction(of: subject, with: SubjectChanges())
            }
            switch rerouted {
            case .done(let rerouted): return .done(rerouted.legs.map(\.item))
            case .refused(let why): return .refused(why)
            }
        }
    }
}
