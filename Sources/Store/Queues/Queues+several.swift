public import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What somebody says about several items picked out of a list, whichever leases they are under: one result an item, in
/// the order of item numbers, each within a caller's transaction.
extension Queues {
    /// The department owns them now: those that the worker holds, and those that still wait.
    public func acceptSeveral(
        _ items: [Int64],
        by worker: Worker,
        lease: Duration,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        let held = try holds(items, by: worker, on: connection).flatMap(\.items)
        let others = items.filter { !held.contains($0) }
        let taken = others.isEmpty ? [] : try take(others, for: worker, lease: lease, on: connection)
        let ours = held + taken.filter { $0.outcome == .ok }.map(\.item)
        var results = taken.filter { $0.outcome != .ok }
        for hold in try holds(ours, by: worker, on: connection) {
            let words = hold.items.map { Acceptance(item: $0) }
            results += try accept(words, under: hold.lease, by: worker, on: connection)
        }
        return results.sorted { $0.item < $1.item }
    }

    /// Those that the worker holds go back to the front of their queues; of the others `stale` is told.
    public func releaseSeveral(
        _ items: [Int64],
        by worker: Worker,
        reason: String?,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        var results: [ItemResult] = []
        for hold in try holds(items, by: worker, on: connection) {
            results += try release(hold.items, under: hold.lease, by: worker, reason: reason, on: connection)
        }
        return Self.whole(items, results)
    }

    /// Those that the worker holds, or the department has accepted, close with one outcome and one note.
    public func completeSeveral(
        _ completions: [Completion],
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        let items = completions.map(\.item)
        var results: [ItemResult] = []
        for hold in try holds(items, by: worker, on: connection) {
            let words = completions.filter { hold.items.contains($0.item) }
            results += try complete(words, under: hold.lease, by: worker, on: connection)
        }
        let rest = completions.filter { completion in !results.contains { $0.item == completion.item } }
        if !rest.isEmpty { results += try completeAccepted(rest, by: worker, on: connection) }
        return results.sorted { $0.item < $1.item }
    }

    /// Those that the worker holds, or the department has accepted, are offered to another department.
    public func handOverSeveral(
        _ handOver: HandOver,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemResult] {
        func part(_ items: [HandOver.Share]) -> HandOver {
            HandOver(items, to: handOver.department, reason: handOver.reason, time: handOver.time)
        }
        var results: [ItemResult] = []
        for hold in try holds(handOver.items.map(\.item), by: worker, on: connection) {
            let shares = handOver.items.filter { hold.items.contains($0.item) }
            results += try self.handOver(part(shares), under: hold.lease, by: worker, on: connection)
        }
        let rest = handOver.items.filter { share in !results.contains { $0.item == share.item } }
        if !rest.isEmpty { results += try handOverAccepted(part(rest), by: worker, on: connection) }
        return results.sorted { $0.item < $1.item }
    }

    /// A result for each item, `stale` where nothing was said.
    private static func whole(_ items: [Int64], _ results: [ItemResult]) -> [ItemResult] {
        let told = Dictionary(results.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
        return Set(items).sorted().map { told[$0] ?? ItemResult(item: $0, outcome: .stale) }
    }
}
