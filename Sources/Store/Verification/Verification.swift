public import Postgres

/// Proves over the whole database, in one snapshot, that the promises hold.
public struct Verification: Sendable {
    /// What was looked at and what was found.
    public struct Report: Sendable, Hashable {
        /// Rows that break a promise; at most `Verification.maximumRows` for each rule.
        public let breaches: [Breach]
        /// Service requests in the snapshot.
        public let serviceRequests: Int
        /// Work items in the snapshot.
        public let workItems: Int
        /// Unclosed items, by the table they are in.
        public let waiting: Int
        /// Unclosed items held under a lease.
        public let leased: Int
        /// Unclosed items a department has accepted.
        public let accepted: Int
    }

    /// The most rows named for one rule.
    public static let maximumRows = 100

    private let pool: PostgresPool

    /// Reads through a pool it does not own.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Checks every rule in one REPEATABLE READ transaction; work goes on meanwhile.
    public func run() async throws(StoreError) -> Report {
        try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { connection throws(PostgresError) in
                var breaches: [Breach] = []
                for rule in VerificationRule.all {
                    let limited: SQL = """
                        SELECT breach FROM (\(rule.rows)) AS found (breach) LIMIT \(Self.maximumRows)
                        """
                    breaches += try connection.query(limited, deadline: .seconds(600)) { row throws(PostgresError) in
                        Breach(promise: rule.promise, rule: rule.sentence, row: try row.decode(String.self))
                    }
                }
                return try connection.first(
                    """
                    SELECT (SELECT count(*) FROM service_request), (SELECT count(*) FROM work_item),
                           (SELECT count(*) FROM ready),
                           (SELECT coalesce(sum(cardinality(items)), 0)::bigint FROM lease),
                           (SELECT count(*) FROM accepted)
                    """,
                    deadline: .seconds(600)
                ) { row throws(PostgresError) in
                    let (requests, items, waiting, leased, accepted) = try row.decode(
                        Int.self,
                        Int.self,
                        Int.self,
                        Int.self,
                        Int.self
                    )
                    return Report(
                        breaches: breaches,
                        serviceRequests: requests,
                        workItems: items,
                        waiting: waiting,
                        leased: leased,
                        accepted: accepted
                    )
                }
            }
        }.orMissing("counts")
    }
}
