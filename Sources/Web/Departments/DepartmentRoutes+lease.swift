import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension DepartmentRoutes {
    /// Gives a lease more time.
    func renew(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let caller = try await caller(of: request)
        let lease = try Self.lease(in: context)
        let call = try await DepartmentCall(request, caller: caller, twinWait: twinWait)
        let order: RenewalOrder = try call.decoded()
        return try await call.once {
            let renewal = try await caller.city.queues.renew(
                lease,
                by: caller.worker(),
                for: .seconds(order.leaseSeconds)
            )
            let answer: WireValue = [
                "expires_at": .text(renewal.map { GeoReportDate.format($0.expiresAt) }),
                "items": .array((renewal?.items ?? []).map { .integer(Int($0)) }),
            ]
            return answer.json
        }
    }

    /// The department owns items now.
    func accept(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let caller = try await caller(of: request)
        let lease = try Self.lease(in: context)
        let call = try await DepartmentCall(request, caller: caller, twinWait: twinWait)
        let order: AcceptanceOrder = try call.decoded()
        return try await call.once {
            try await caller.city.queues.accept(order.items, under: lease, by: caller.worker(order.worker)).json
        }
    }

    /// Items of a lease are done.
    func complete(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let caller = try await caller(of: request)
        let lease = try Self.lease(in: context)
        let call = try await DepartmentCall(request, caller: caller, twinWait: twinWait)
        let order: CompletionOrder = try call.decoded()
        return try await call.once {
            try await caller.city.queues.complete(order.items, under: lease, by: caller.worker(order.worker)).json
        }
    }

    /// Items go back to their queue.
    func release(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let caller = try await caller(of: request)
        let lease = try Self.lease(in: context)
        let call = try await DepartmentCall(request, caller: caller, twinWait: twinWait)
        let order: ReleaseOrder = try call.decoded()
        return try await call.once {
            try await caller.city.queues.release(
                order.items,
                under: lease,
                by: caller.worker(order.worker),
                reason: order.reason
            ).json
        }
    }

    /// An accepted item is done.
    func completeAccepted(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let caller = try await caller(of: request)
        guard let item = context.captured("item").flatMap({ Int64($0) }), item > 0 else {
            throw Refusal(.notFound, "item_unknown", "expected the number of an item as a claim gave it, found another")
        }
        let call = try await DepartmentCall(request, caller: caller, twinWait: twinWait)
        let order: AcceptedCompletionOrder = try call.decoded()
        guard let outcome = order.outcome else { throw Refusal.internalFault }
        let completion = Completion(item: item, outcome: outcome, note: order.note)
        return try await call.once {
            try await caller.city.queues.completeAccepted([completion], by: caller.worker(order.worker)).json
        }
    }

    private static func lease(in context: DispatchContext) throws(Refusal) -> UUID {
        guard let lease = context.captured("lease").flatMap({ UUID(uuidString: $0) }) else {
            throw Refusal(.notFound, "lease_unknown", "expected a lease_id as a claim gave it, found another")
        }
        return lease
    }
}

extension [ItemResult] {
    fileprivate var json: [UInt8] {
        let results = map { result -> WireValue in
            ["item_id": .integer(Int(result.item)), "outcome": .string(result.outcome.rawValue)]
        }
        let answer: WireValue = ["results": .array(results)]
        return answer.json
    }
}
