public import Postgres

/// Makes sure that what is written next stands behind what was written before, in the order of changes.
///
/// Events stand by the number of their transaction. A dump restored into another cluster brings its events' numbers along,
/// and the cluster counts from its own: new events would stand before old ones, and readers would miss them. So the
/// database adds a number to those of its own transactions, and this sets it.
public struct EventOrder: Sendable {
    // Readers may be ahead of the backup that was restored: what is new begins far behind anything they can have read.
    private static let gap: Int64 = 1 << 32

    private let pool: PostgresPool

    /// Works through a pool it does not own.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Whether every event stands below the next transaction.
    public func isKept() async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.withConnection { connection throws(PostgresError) in
                try Self.step(on: connection) == nil
            }
        }
    }

    /// The same for whoever signs in with a configuration, on a connection of its own.
    public static func isKept(in database: PostgresConfiguration) async throws(PostgresError) -> Bool {
        let connection = try await PostgresConnection.open(database)
        let result: Result<Bool, PostgresError>
        do throws(PostgresError) {
            result = .success(try await connection.isInEventOrder())
        } catch {
            result = .failure(error)
        }
        await connection.close()
        return try result.get()
    }

    /// Lets the next transaction stand behind every event; says whether anything had to be done.
    ///
    /// Waits for those who write, and makes others wait for a moment.
    public func mend() async throws(StoreError) -> Bool {
        guard try await !isKept() else { return false }
        return try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                try connection.execute("LOCK TABLE event IN SHARE ROW EXCLUSIVE MODE")
                // Somebody else may have done it meanwhile.
                guard let step = try Self.step(on: connection) else { return false }
                try connection.script(
                    """
                    CREATE OR REPLACE FUNCTION event_position() RETURNS xid8 LANGUAGE sql STABLE
                        RETURN (pg_current_xact_id()::text::bigint + \(step))::text::xid8;
                    CREATE OR REPLACE FUNCTION event_horizon() RETURNS xid8 LANGUAGE sql STABLE
                        RETURN (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + \(step))::text::xid8;
                    """
                )
                return true
            }
        }
    }

    /// What is to be added to the cluster's own numbers; nil where what is added already is enough.
    fileprivate static func step(on connection: isolated PostgresConnection) throws(PostgresError) -> Int64? {
        let step: Int64?? = try connection.first(
            """
            SELECT newest.xid::text::bigint + \(gap) - pg_snapshot_xmin(pg_current_snapshot())::text::bigint
              FROM (
                  SELECT max(last.xid) AS xid
                    FROM jurisdiction j
                   CROSS JOIN LATERAL (
                       SELECT e.xid FROM event e WHERE e.jurisdiction = j.jurisdiction
                        ORDER BY e.xid DESC, e.event DESC LIMIT 1
                   ) AS last
              ) AS newest
             WHERE newest.xid::text::bigint >= event_horizon()::text::bigint
                       - pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                       + pg_snapshot_xmax(pg_current_snapshot())::text::bigint
            """
        ) { row in try row.decode(Int64?.self) }
        return step ?? nil
    }
}

extension PostgresConnection {
    fileprivate func isInEventOrder() throws(PostgresError) -> Bool { try EventOrder.step(on: self) == nil }
}
