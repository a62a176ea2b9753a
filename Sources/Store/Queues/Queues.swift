public import Postgres
import ServiceRequests

/// A jurisdiction's queues: claiming, and everything a claim's holder says afterwards.
///
/// Each call is one statement, in its own transaction or in a caller's. Every word after a claim names its lease and counts only for
/// items the lease still holds; for the rest the answer is a value, never an error.
///
/// Locks are taken in one order everywhere: lease or accepted row, work items by number, service requests by number.
public struct Queues: Sendable {
    /// What residents are told once a department owns the first leg of their request, by its code.
    ///
    /// Where a department has no sentence here, what the resident was told before stays.
    public var notices: [String: String] = [:]

    let pools: DatabasePools
    let jurisdiction: JurisdictionRow
    /// As whom everything is done, whoever is named as the worker; nil where that follows from the worker.
    private var acting: ActingRole?
    let rules = WorkRules.standard
    let bell: WorkBell
    /// What was done through this, and through copies of it.
    public let meter = QueueMeter()

    /// For what is done neither under a department's lease nor on its own work alone.
    var pool: PostgresPool { pools.service }

    /// Works through pools it does not own, and rings a bell that everything in this process shares.
    public init(pools: DatabasePools, jurisdiction: JurisdictionRow, bell: WorkBell = WorkBell()) {
        self.pools = pools
        self.jurisdiction = jurisdiction
        self.bell = bell
    }

    /// Works through one pool whose user may do everything.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, bell: WorkBell = WorkBell()) {
        self.init(pools: DatabasePools(all: pool), jurisdiction: jurisdiction, bell: bell)
    }

    /// The same queues for somebody who is one thing to the database whatever worker is named: a key's holder.
    public func acting(as role: ActingRole) -> Queues {
        var queues = self
        queues.acting = role
        return queues
    }

    /// As whom the database hears what a department says about its own work.
    func own(_ department: String) -> ActingRole { .department(department, jurisdiction: jurisdiction.number) }

    /// As whom the server does what moves a department's work to others.
    func behalf(_ department: String) -> ActingRole { .onBehalf(of: department, jurisdiction: jurisdiction.number) }

    /// Runs work on a connection as a role: one statement, in its own transaction.
    func onConnection<R: Sendable>(
        as role: ActingRole,
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) async throws(StoreError) -> R {
        try await stored { () throws(PostgresError) in
            try await pools.withConnection(as: acting ?? role, work)
        }
    }

    /// Runs a transaction of several statements; see `PostgresConnection.retried`.
    func inTransaction<R: Sendable>(
        as role: ActingRole = .service,
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) async throws(StoreError) -> R {
        try await stored { () throws(PostgresError) in
            try await pools.withConnection(as: acting ?? role) { connection throws(PostgresError) in
                try connection.retried(work)
            }
        }
    }

    /// Reads the two columns every fenced statement gives.
    static func result(_ row: borrowing Row) throws(PostgresError) -> ItemResult {
        let (item, outcome) = try row.decode(Int64.self, String.self)
        guard let outcome = ItemOutcome(rawValue: outcome) else {
            throw PostgresError(
                .decoding,
                detail: "expected ok, stale, cancelled, unknown or refused, found \(outcome)"
            )
        }
        return ItemResult(item: item, outcome: outcome)
    }
}
