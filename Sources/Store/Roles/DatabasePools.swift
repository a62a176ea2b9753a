public import Postgres

/// The pools of a server, one a database role.
public struct DatabasePools: Sendable {
    /// For submissions.
    public let intake: PostgresPool
    /// For the words of departments.
    public let department: PostgresPool
    /// For everything else.
    public let service: PostgresPool

    /// Takes a pool for each role, none of which it owns.
    public init(intake: PostgresPool, department: PostgresPool, service: PostgresPool) {
        (self.intake, self.department, self.service) = (intake, department, service)
    }

    /// One pool for all, as commands have it that work as the tables' owner.
    public init(all pool: PostgresPool) {
        self.init(intake: pool, department: pool, service: pool)
    }

    /// Lends a connection on which everything is done as a role; see `PostgresPool.withConnection`.
    public func withConnection<R: Sendable>(
        as role: ActingRole,
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) async throws(PostgresError) -> R {
        try await pool(of: role).withConnection(context: role.context, work)
    }

    /// Runs a transaction as a role; see `PostgresConnection.transaction`.
    public func transaction<R: Sendable>(
        _ isolation: Isolation = .readCommitted,
        as role: ActingRole,
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) async throws(PostgresError) -> R {
        try await pool(of: role).transaction(isolation, context: role.context, work)
    }

    /// Each of them once.
    public var all: [PostgresPool] {
        [intake, department, service].reduce(into: []) { all, pool in
            if !all.contains(where: { $0 === pool }) { all.append(pool) }
        }
    }

    /// Closes all of them; see `PostgresPool.close`.
    public func close() async {
        for pool in all { await pool.close() }
    }

    private func pool(of role: ActingRole) -> PostgresPool {
        switch role {
        case .department: department
        case .onBehalf, .within, .service: service
        }
    }
}
