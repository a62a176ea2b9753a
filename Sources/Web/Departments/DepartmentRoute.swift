import HTTPTypes
import Hummingbird
import Store

/// One address of the department API: which keys may use it, as whom it works in the database, and what answers it.
struct DepartmentRoute: Sendable {
    /// As whom the database hears what is done.
    enum Role: Sendable {
        /// The key's department: only its own work is there.
        case department
        /// The server on the key's department's behalf, because work moves between departments: only that department's
        /// work is there, with what a move of it writes of others'.
        case behalf
        /// The server for the key's jurisdiction, whose every request a supervisor may move: no other is there.
        case jurisdiction
    }

    typealias Answer = @Sendable (Request, DispatchContext, Caller) async throws -> Response

    let method: HTTPRequest.Method
    /// Behind `/api/v1/`.
    let path: String
    let scope: APIScope
    let role: Role
    let answer: @Sendable (DepartmentRoutes) -> Answer

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ scope: APIScope,
        as role: Role,
        _ answer: @escaping @Sendable (DepartmentRoutes) -> Answer
    ) {
        (self.method, self.path, self.scope, self.role, self.answer) = (method, path, scope, role, answer)
    }
}

extension DepartmentRoute {
    /// The whole API: the one place that says who may do what, and as whom.
    ///
    /// The router knows no other address.
    static let all: [DepartmentRoute] = [
        DepartmentRoute(.get, "queues", .read, as: .department) { $0.queues },
        // Others' events are passed over, and to pass over a bounded number their places are seen, and nothing else.
        DepartmentRoute(.get, "changes", .read, as: .department) { $0.changes },
        // Reads nothing but what is published.
        DepartmentRoute(.get, "route", .read, as: .department) { $0.route },
        DepartmentRoute(.post, "queues/{department}/claims", .work, as: .department) { $0.claim },
        DepartmentRoute(.post, "queues/{department}/{queue}/claims", .work, as: .department) { $0.claim },
        DepartmentRoute(.post, "leases/{lease}/renew", .work, as: .department) { $0.renew },
        DepartmentRoute(.post, "leases/{lease}/accept", .work, as: .department) { $0.accept },
        DepartmentRoute(.post, "leases/{lease}/complete", .work, as: .department) { $0.complete },
        DepartmentRoute(.post, "leases/{lease}/release", .work, as: .behalf) { $0.release },
        DepartmentRoute(.post, "leases/{lease}/hand-over", .move, as: .behalf) { $0.handOver },
        DepartmentRoute(.post, "leases/{lease}/decline", .work, as: .behalf) { $0.decline },
        DepartmentRoute(.post, "items/{item}/complete", .work, as: .department) { $0.completeAccepted },
        DepartmentRoute(.post, "items/{item}/pause", .work, as: .department) { $0.pause },
        // What the resident is promised goes by the dates of all legs, other departments' too.
        DepartmentRoute(.post, "items/{item}/resume", .work, as: .behalf) { $0.resume },
        DepartmentRoute(.post, "items/{item}/hand-over", .move, as: .behalf) { $0.handOverAccepted },
        DepartmentRoute(.post, "items/{item}/reroute", .move, as: .behalf) { $0.rerouteItem },
        DepartmentRoute(.post, "items/{item}/legs", .move, as: .behalf) { $0.addLeg },
        DepartmentRoute(.post, "items/{item}/note", .work, as: .behalf) { $0.note },
        DepartmentRoute(.post, "items/{item}/contact", .work, as: .department) { $0.contact },
        DepartmentRoute(.post, "items/{item}/photos", .work, as: .behalf) { $0.addPhoto },
        DepartmentRoute(.post, "requests/{service_request_id}/cancel", .supervise, as: .jurisdiction) { $0.cancel },
        DepartmentRoute(.post, "requests/{service_request_id}/reopen", .supervise, as: .jurisdiction) { $0.reopen },
        DepartmentRoute(.post, "requests/{service_request_id}/reroute", .supervise, as: .jurisdiction) {
            $0.rerouteRequest
        },
    ]
}
