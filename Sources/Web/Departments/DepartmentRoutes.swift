import GeoReport
import HTTPTypes
import Hummingbird
import Store

/// The API of departments' systems under `/api/v1`: claim, renew, accept, complete, release, hand over, decline.
struct DepartmentRoutes: Sendable {
    let cities: Cities
    let keys: KeyRing
    /// How long a claim that waits goes without looking when nothing told of work.
    let claimInterval: Duration

    func add(to router: Router<DispatchContext>) {
        let base = "api/v1"
        router.resource("\(base)/queues", [.get: queues])
        router.resource("\(base)/queues/{department}/claims", [.post: claim])
        router.resource("\(base)/queues/{department}/{queue}/claims", [.post: claim])
        router.resource("\(base)/leases/{lease}/renew", [.post: renew])
        router.resource("\(base)/leases/{lease}/accept", [.post: accept])
        router.resource("\(base)/leases/{lease}/complete", [.post: complete])
        router.resource("\(base)/leases/{lease}/release", [.post: release])
        router.resource("\(base)/leases/{lease}/hand-over", [.post: handOver])
        router.resource("\(base)/leases/{lease}/decline", [.post: decline])
        router.resource("\(base)/items/{item}/complete", [.post: completeAccepted])
        router.resource("\(base)/items/{item}/hand-over", [.post: handOverAccepted])
        router.resource("\(base)/items/{item}/pause", [.post: pause])
        router.resource("\(base)/items/{item}/resume", [.post: resume])
        router.resource("\(base)/items/{item}/reroute", [.post: rerouteItem])
        router.resource("\(base)/items/{item}/legs", [.post: addLeg])
        router.resource("\(base)/items/{item}/note", [.post: note])
        router.resource("\(base)/requests/{service_request_id}/cancel", [.post: cancel])
        router.resource("\(base)/requests/{service_request_id}/reopen", [.post: reopen])
        router.resource("\(base)/requests/{service_request_id}/reroute", [.post: rerouteRequest])
        router.resource("\(base)/route", [.get: route])
    }

    /// Whose key came with a request, and that it may be used for this.
    func caller(of request: Request, for scope: APIScope) async throws -> Caller {
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
        guard holder.scopes.contains(scope) else {
            throw Refusal(
                .forbidden,
                "scope_missing",
                "expected a key with the scope \(scope.rawValue), found one with "
                    + holder.scopes.map(\.rawValue).sorted().joined(separator: ", ")
            )
        }
        return Caller(holder: holder, city: city)
    }

    private static func unauthorized(_ code: String, _ message: String, _ more: [String]) -> Refusal {
        let challenge = (["Bearer realm=\"dispatch311\""] + more).joined(separator: ", ")
        return Refusal(.unauthorized, code, message, headers: [.wwwAuthenticate: challenge])
    }

    private func queues(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let caller = try await caller(of: request, for: .read)
        let counts = try await caller.city.queues.counts(department: caller.holder.department)
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
