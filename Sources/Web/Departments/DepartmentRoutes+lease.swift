import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DepartmentRoutes {
    /// Gives a lease more time.
    func renew(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let lease = try Self.lease(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: RenewalOrder = try call.decoded()
        let queues = caller.queues
        let answer = try await call.once { (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            let renewal = try queues.renew(
                lease,
                by: caller.worker(),
                for: .seconds(order.leaseSeconds),
                on: connection
            )
            // Nothing was given, so the key keeps no answer.
            guard renewal?.isCapped != true else { return nil }
            let answer: WireValue = [
                "expires_at": .text(renewal.map { GeoReportDate.format($0.expiresAt) }),
                "items": .array((renewal?.items ?? []).map { .integer(Int($0)) }),
            ]
            return String(decoding: answer.json, as: UTF8.self)
        }
        guard let answer else { throw Refusal.leaseCapped }
        return answer
    }

    /// The department owns items now.
    func accept(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let lease = try Self.lease(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: AcceptanceOrder = try call.decoded()
        let queues = caller.queues
        return try await call.once { (connection: isolated PostgresConnection) throws(PostgresError) -> String in
            try queues.accept(order.items, under: lease, by: caller.worker(order.worker), on: connection).text
        }
    }

    /// Items of a lease are done.
    func complete(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let lease = try Self.lease(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: CompletionOrder = try call.decoded()
        if let earlier = try await call.refuseMisnamed(order.items, of: caller, at: { "items[\($0)].detail" }) {
            return earlier
        }
        let teller = caller.ending(order.items)
        let queues = teller.queues
        return try await call.acting(as: teller.role).once {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String in
            try queues.complete(order.items, under: lease, by: caller.worker(order.worker), on: connection).text
        }
    }

    /// Items go back to their queue.
    func release(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        try await giveBack(.toQueue, request, context, caller)
    }

    /// The department will not have items that are offered to it.
    func decline(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        try await giveBack(.toOwner, request, context, caller)
    }

    /// Which way items of a lease go back.
    private enum WayBack {
        case toQueue
        case toOwner
    }

    private func giveBack(
        _ way: WayBack,
        _ request: Request,
        _ context: DispatchContext,
        _ caller: Caller
    ) async throws -> Response {
        let lease = try Self.lease(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: ReleaseOrder = try call.decoded()
        let (queues, worker) = (caller.queues, caller.worker(order.worker))
        let response = try await call.once {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String in
            switch way {
            case .toQueue:
                try queues.release(order.items, under: lease, by: worker, reason: order.reason, on: connection).text
            case .toOwner:
                try queues.decline(order.items, under: lease, by: worker, reason: order.reason, on: connection).text
            }
        }
        await queues.ring(order.items)
        return response
    }

    /// An accepted item is done.
    func completeAccepted(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let item = try Self.item(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: AcceptedCompletionOrder = try call.decoded()
        guard let outcome = order.outcome else { throw Refusal.internalFault }
        let completion = Completion(item: item, outcome: outcome, note: order.note)
        if let earlier = try await call.refuseMisnamed([completion], of: caller, at: { _ in "detail" }) {
            return earlier
        }
        let teller = caller.ending([completion])
        let queues = teller.queues
        return try await call.acting(as: teller.role).once {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String in
            try queues.completeAccepted([completion], by: caller.worker(order.worker), on: connection).text
        }
    }

    /// The item in the address.
    static func item(in context: DispatchContext) throws(Refusal) -> Int64 {
        guard let item = context.captured("item").flatMap({ Int64($0) }), item > 0 else {
            throw .itemUnknown
        }
        return item
    }

    /// The lease in the address.
    static func lease(in context: DispatchContext) throws(Refusal) -> UUID {
        guard let lease = context.captured("lease").flatMap({ UUID(uuidString: $0) }) else {
            throw Refusal(.notFound, "lease_unknown", "expected a lease_id as a claim gave it, found another")
        }
        return lease
    }
}

extension [ItemResult] {
    /// What a call answers: one outcome an item.
    var text: String {
        let results = map { result -> WireValue in
            ["item_id": .integer(Int(result.item)), "outcome": .string(result.outcome.rawValue)]
        }
        let answer: WireValue = ["results": .array(results)]
        return String(decoding: answer.json, as: UTF8.self)
    }
}
