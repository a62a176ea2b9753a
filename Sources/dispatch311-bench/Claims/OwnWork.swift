import Postgres
import Store

/// Our own queues filled for a measurement, and worked on with the functions of `Store`.
struct OwnWork: Sendable {
    /// Whose work it is; no catalog names it, so nothing else comes in.
    static let department = "bench"

    let database: BenchDatabase
    let jurisdiction: JurisdictionRow
    let queues: Int

    /// The queues of a migrated database, made where they are missing.
    static func prepare(in database: BenchDatabase, queues: Int) async throws -> OwnWork {
        _ = try await Schema.migrator.migrate(database.configuration)
        let pool = database.pool(1)
        let result: Result<JurisdictionRow, any Error>
        do {
            result = .success(try await Jurisdictions(pool: pool).open(Stage.jurisdiction))
        } catch {
            result = .failure(error)
        }
        await pool.close()
        let work = OwnWork(database: database, jurisdiction: try result.get(), queues: queues)
        try await database.run(PackageResources.own_queues_sql, work.values)
        return work
    }

    /// What the texts ask for.
    var values: [String: any CustomStringConvertible & Sendable] {
        ["jurisdiction": jurisdiction.number, "department": Self.department, "queues": queues]
    }

    /// So many items more wait.
    func fill(_ items: Int) async throws {
        let values = values.merging(["first": 1, "count": items]) { _, new in new }
        try await database.run(PackageResources.own_insert_sql, values)
        try await database.settle()
    }

    /// All items wait again.
    func restore() async throws {
        try await database.run(PackageResources.own_restore_sql, values)
        try await database.settle()
    }

    /// All items wait again; the rest of the database, which may be large, is left alone.
    func requeue() async throws {
        try await database.run(
            """
            DELETE FROM accepted WHERE department = '\(Self.department)';
            DELETE FROM lease WHERE department = '\(Self.department)';
            INSERT INTO ready (jurisdiction, queue, priority, seq, department)
            SELECT jurisdiction, queue, priority, item, department FROM work_item
             WHERE item IN (SELECT item FROM bench_item)
            ON CONFLICT DO NOTHING
            """
        )
        for table in ["ready", "accepted", "lease"] { try await database.run("VACUUM ANALYZE \(table)") }
        try await database.run("CHECKPOINT")
    }

    /// Takes all items and their requests out.
    func clear() async throws {
        try await database.run(
            """
            TRUNCATE accepted, lease, ready, deadline, event, contact, idempotency, work_item, service_request CASCADE;
            DROP TABLE IF EXISTS bench_item
            """
        )
    }

    /// Where its items are.
    func progress() async throws -> ItemProgress {
        let ours = "jurisdiction = \(jurisdiction.number) AND department = '\(Self.department)'"
        func number(_ table: String) async throws -> Int {
            try await database.number(SQL(unescaped: "SELECT count(*) FROM \(table) WHERE \(ours)"))
        }
        return ItemProgress(
            waiting: try await number("ready"),
            leased: try await number("lease"),
            finished: try await number("accepted")
        )
    }
}
