public import Postgres

/// Proves over the whole database, in one snapshot, that the promises hold.
///
/// Requests, items and history are read once, a range of requests at a time; where items stand, and the keys, once each.
/// So it takes a bounded piece of memory, no temporary files for what is closed, and time in proportion to the tables.
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

    /// Requests that are looked at together: with their history a few megabytes.
    private static let range = 10_000

    /// How long one look may take.
    private static let patience: Duration = .seconds(600)

    private struct Place: Sendable {
        let jurisdiction: Int32
        let unversionedUntil: Int64
    }

    private let pool: PostgresPool
    private let range: Int

    /// Reads through a pool it does not own.
    public init(pool: PostgresPool) {
        self.init(pool: pool, range: Self.range)
    }

    init(pool: PostgresPool, range: Int) {
        self.pool = pool
        self.range = range
    }

    /// Checks every rule in one REPEATABLE READ transaction; work goes on meanwhile.
    public func run() async throws(StoreError) -> Report {
        try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [self] connection throws(PostgresError) in
                try connection.script("SET LOCAL work_mem = '64MB'; SET LOCAL jit = off")
                var found = Findings()
                let jurisdictions: [Place] = try connection.query(
                    "SELECT jurisdiction, unversioned_until FROM jurisdiction ORDER BY jurisdiction"
                ) { row throws(PostgresError) in
                    let (number, unversionedUntil) = try row.decode(Int32.self, Int64.self)
                    return Place(jurisdiction: number, unversionedUntil: unversionedUntil)
                }
                for jurisdiction in jurisdictions.map(\.jurisdiction) {
                    let keys = KeyScan(jurisdiction: jurisdiction)
                    try found.add(keys.statement, KeyScan.looks.rules, Self.patience, on: connection)
                    let places = PlaceScan(jurisdiction: jurisdiction)
                    try found.add(places.statement, PlaceScan.looks.rules, Self.patience, on: connection)
                }
                // Each range is planned for what it is, and read by its keys however large the rest may be.
                try connection.script(
                    """
                    SET LOCAL plan_cache_mode = force_custom_plan;
                    SET LOCAL enable_seqscan = off; SET LOCAL enable_nestloop = off
                    """
                )
                for place in jurisdictions {
                    try scanRequests(of: place, into: &found, on: connection)
                }
                return try Self.report(found, on: connection)
            }
        }.orMissing("counts")
    }

    private func scanRequests(
        of place: Place,
        into found: inout Findings,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        var after = Int64.min
        while after < Int64.max {
            let last: Int64? = try connection.first(
                """
                SELECT number FROM service_request WHERE jurisdiction = \(place.jurisdiction) AND number > \(after)
                 ORDER BY number OFFSET \(range - 1) LIMIT 1
                """,
                deadline: Self.patience
            ) { row in try row.decode(Int64.self) }
            // The last range has no end, so that nothing stands behind it.
            let scan = RequestScan(
                jurisdiction: place.jurisdiction,
                unversionedUntil: place.unversionedUntil,
                numbers: (after, last ?? .max)
            )
            try found.add(scan.statement, RequestScan.looks.rules, Self.patience, on: connection)
            after = last ?? .max
        }
    }

    private static func report(
        _ found: Findings,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Report? {
        try connection.first(
            """
            SELECT (SELECT count(*) FROM ready),
                   (SELECT coalesce(sum(cardinality(items)), 0)::bigint FROM lease),
                   (SELECT count(*) FROM accepted)
            """,
            deadline: patience
        ) { row throws(PostgresError) in
            let (waiting, leased, accepted) = try row.decode(Int.self, Int.self, Int.self)
            return Report(
                breaches: found.breaches,
                serviceRequests: found.serviceRequests,
                workItems: found.workItems,
                waiting: waiting,
                leased: leased,
                accepted: accepted
            )
        }
    }
}
