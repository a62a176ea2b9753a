import GeoReport
import HTTPTypes
import Hummingbird
import Store

/// The API of departments' systems under `/api/v1`: claim, renew, accept, complete, release, hand over, decline, changes.
struct DepartmentRoutes: Sendable {
    let cities: Cities
    let keys: KeyRing<APIKeyHolder>
    /// How long a claim that waits goes without looking when nothing told of work.
    let claimInterval: Duration
    /// Where photos come in; nil where none are taken.
    var photos: PhotoRoom?
    /// The department, of the jurisdiction with a code, that every caller is mistaken for.
    ///
    /// Only tests set it, to show what the database still refuses where the server's own check fails; nothing that is
    /// configured gets here.
    var mistake: (jurisdiction: String, department: String)?

    func add(to router: Router<DispatchContext>) {
        for (path, routes) in Dictionary(grouping: DepartmentRoute.all, by: \.path) {
            let answers = routes.map { route -> (HTTPRequest.Method, Router<DispatchContext>.Handler) in
                let answer = route.answer(self)
                return (
                    route.method,
                    { request, context in try await answer(request, context, caller(of: request, for: route)) }
                )
            }
            router.resource("api/v1/\(path)", Dictionary(uniqueKeysWithValues: answers))
        }
    }

    /// Whose key came with a request, and that it may be used for this.
    private func caller(of request: Request, for route: DepartmentRoute) async throws -> Caller {
        guard let token = request.headers.bearer else {
            throw Self.unauthorized(
                "key_missing",
                "expected the header Authorization: Bearer with a key, found none",
                []
            )
        }
        guard let holder = try await keys.holder(of: token), let city = cities[holder.jurisdiction] else {
            throw Self.unauthorized(
                "key_invalid",
                "expected a key that works here, found one that is unknown, expired or revoked",
                ["error=\"invalid_token\""]
            )
        }
        guard holder.scopes.contains(route.scope) else {
            throw Refusal(
                .forbidden,
                "scope_missing",
                "expected a key with the scope \(route.scope.rawValue), found one with "
                    + holder.scopes.names.joined(separator: ", ")
            )
        }
        let role: ActingRole =
            switch route.role {
            case .department: .department(holder.department, jurisdiction: city.row.number)
            case .behalf: .onBehalf(of: holder.department, jurisdiction: city.row.number)
            case .jurisdiction: .within(jurisdiction: city.row.number)
            }
        guard let mistake, let other = cities[mistake.jurisdiction] else {
            return Caller(holder: holder, city: city, role: role, department: holder.department)
        }
        return Caller(holder: holder, city: other, role: role, department: mistake.department)
    }

    private static func unauthorized(_ code: String, _ message: String, _ more: [String]) -> Refusal {
        let challenge = (["Bearer realm=\"dispatch311\""] + more).joined(separator: ", ")
        return Refusal(.unauthorized, code, message, headers: [.wwwAuthenticate: challenge])
    }

    func queues(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let counts = try await caller.queues.counts(department: caller.department)
        let queues = counts.map { count -> WireValue in
            [
                "queue": .string(count.queue),
                "department": .string(count.department),
                "waiting": .integer(count.waiting),
                "leased": .integer(count.leased),
                "accepted": .integer(count.accepted),
                "oldest_seconds": count.oldestSeconds.map { .integer($0) } ?? .null,
            ]
        }
        return .json(["queues": .array(queues)])
    }
}
