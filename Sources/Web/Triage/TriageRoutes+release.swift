import GeoReport
import Hummingbird
import Postgres
import ServiceRequests
import Store

extension TriageRoutes {
    /// A request leaves quarantine, where it still is in it: it is decided as if it came in now, and goes to its owner.
    func release(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let visit = try await find(context, staff)
        let read = MoveForm(.release, form, missing: nil)
        guard read.problems.isEmpty else { return mistaken(visit, read, form) }
        let (city, author, id) = (staff.city, Author.worker(staff.worker), visit.file.serviceRequestID)
        let words = read.text.isEmpty ? nil : read.text
        return try await decide(form, visit, read, said: "let-through") {
            (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[Int64]> in
            try city.letGo(id, saying: words, by: author, on: connection)
        }
    }
}

extension City {
    /// Lets a request out of quarantine because somebody has looked at it; gives the items that wait elsewhere now.
    ///
    /// What no rule places any more waits with everything else of triage from then on, and whoever pressed reads why.
    func letGo(
        _ id: String,
        saying words: String? = nil,
        by author: Author,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<[Int64]> {
        let result = try moves.release(
            id,
            because: .seen,
            saying: words,
            by: author,
            on: connection,
            decide: { correction(of: $0, with: SubjectChanges()) }
        )
        return switch result {
        case .done(.released(let rerouted)): .done(rerouted.legs.map(\.item))
        case .done(.setAside(let reasons)): .refused(.impossible(reasons))
        case .done(.decidedAnew): .refused(.impossible([TriageRoutes.decidedAnew]))
        case .refused(let why): .refused(why)
        }
    }
}
