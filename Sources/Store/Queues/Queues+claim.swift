public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Queues {
    private struct Taken: Sendable {
        let lease: UUID
        let expiresAt: Date
        let item: WorkItem
    }

    /// A row of the statement's answer: an item, and in the first row where the lanes were left.
    private struct Answer: Sendable {
        let taken: Taken?
        let onward: [Lane: Int64]
    }

    /// Takes the most urgent, then oldest items of a department's queues, or of one of them, for a while.
    ///
    /// An item that came back `WorkRules.attemptsBeforeAlone` times is taken alone, so that it takes no others down with
    /// it: a claim takes what comes before the first such item, or that one.
    ///
    /// - Parameters:
    ///   - limit: how many at most, 1 to `Claim.maximumItems`; the caller checks.
    ///   - worker: who takes them; its department's queues are the ones that count.
    ///   - queue: one queue by its full name (`nypd/75`); nil for all of the department's.
    ///   - lease: how long, up to `Claim.maximumLease`; the caller checks.
    /// - Returns: nil when nothing was waiting.
    /// - Throws: when the database could not answer; the items, if any were taken, come back when the lease expires.
    public func claim(
        _ limit: Int,
        for worker: Worker,
        from queue: String? = nil,
        lease: Duration
    ) async throws(StoreError) -> Claim? {
        try await onConnection(as: own(worker.department)) { connection throws(PostgresError) in
            try claim(limit, for: worker, from: queue, lease: lease, on: connection)
        }
    }

    /// The same within a caller's transaction.
    public func claim(
        _ limit: Int,
        for worker: Worker,
        from queue: String?,
        lease: Duration,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Claim? {
        let scope = ClaimScope(department: worker.department, queue: queue)
        let hints = bell.room(of: jurisdiction.number).hints
        let look = hints.begin(scope)
        var claim = try claim(limit, for: worker, lease: lease, look, hints, on: connection)
        if claim == nil, !look.isWhole, let whole = hints.beginAgain(scope) {
            claim = try self.claim(limit, for: worker, lease: lease, whole, hints, on: connection)
        }
        meter.claimed(claim, by: worker)
        return claim
    }

    /// One statement, which begins in each lane where the look says.
    private func claim(
        _ limit: Int,
        for worker: Worker,
        lease: Duration,
        _ look: HeadHints.Look,
        _ hints: HeadHints,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Claim? {
        let cipher = jurisdiction.cipher
        let statement =
            look.scope.queue == nil
            ? departmentClaim(limit, for: worker, lease: lease, look)
            : queueClaim(limit, for: worker, lease: lease, look)
        let rows: [Answer]
        do throws(PostgresError) {
            rows = try connection.query(statement) { row in
                let onward = try Self.onward(row)
                guard let lease = try row.decode("lease", as: UUID?.self) else {
                    return Answer(taken: nil, onward: onward)
                }
                let number = try row.decode("number", as: Int64.self)
                let item = WorkItem(
                    item: try row.decode("item", as: Int64.self),
                    attempt: try row.decode("attempt", as: Int.self) + 1,
                    priority: try row.decode("priority", as: Int.self),
                    queue: try row.decode("queue_name", as: String.self),
                    leg: try row.decode("leg", as: Int.self),
                    serviceRequestID: cipher.id(for: number)?.text ?? "",
                    serviceCode: try row.decode("service_code", as: String.self),
                    latitude: try row.decode("latitude", as: Double?.self),
                    longitude: try row.decode("longitude", as: Double?.self),
                    address: try row.decode("address", as: String?.self),
                    description: try row.decode("description", as: String?.self),
                    attributesJSON: try row.decode("attributes", as: String.self),
                    requestedAt: try row.decode("requested_at", as: Date.self),
                    dueAt: try row.decode("due_at", as: Date?.self),
                    offeredBy: try row.decode("offered_by", as: String?.self),
                    offerExpiresAt: try row.decode("offer_expires_at", as: Date?.self),
                    hops: try row.decode("hops", as: Int.self),
                    channel: try row.decode("channel", as: String?.self)
                )
                let expiresAt = try row.decode("expires_at", as: Date.self)
                return Answer(taken: Taken(lease: lease, expiresAt: expiresAt, item: item), onward: onward)
            }
        } catch {
            hints.abandon(look)
            throw error
        }
        let taken = rows.compactMap(\.taken)
        let onward = rows.first { !$0.onward.isEmpty }?.onward ?? [:]
        hints.end(look, leaving: onward, taken: taken.map(\.item.item).max())
        return taken.first.map { Claim(lease: $0.lease, expiresAt: $0.expiresAt, items: taken.map(\.item)) }
    }

    private static func onward(_ row: borrowing Row) throws(PostgresError) -> [Lane: Int64] {
        guard let queues = try row.decode("lane_queues", as: [Int32]?.self) else { return [:] }
        let priorities = try row.decode("lane_priorities", as: [Int16].self)
        let seqs = try row.decode("lane_seqs", as: [Int64].self)
        return Dictionary(
            zip(zip(queues, priorities).map { Lane(queue: $0, priority: $1) }, seqs),
            uniquingKeysWith: { first, _ in first }
        )
    }
}
