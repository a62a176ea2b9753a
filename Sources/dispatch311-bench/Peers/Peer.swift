import Postgres

/// Another queue's pattern: its own tables with its own indexes, and its statements as pgbench scripts.
struct Peer: Sendable {
    let name: String
    fileprivate let schema: [UInt8]
    fileprivate let insert: [UInt8]
    fileprivate let claim: [UInt8]
    fileprivate let finish: [UInt8]
    /// Where the insert cannot stand in a pgbench script: the one that does.
    fileprivate var refill: [UInt8]?
    /// Empties the tables.
    fileprivate let empty: String
    /// How many items wait.
    fileprivate let waiting: String
    /// Whether a queue is a table, which a prepared statement cannot choose: then each queue has a script.
    fileprivate var hasTablePerQueue = false

    /// What pgqueuer recommends for its own table, and more than the others ask for.
    fileprivate static let vacuum = """
        autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_cost_limit = 10000
        """

    /// All of them.
    static let all: [Peer] = [
        Peer(
            name: "river",
            schema: PackageResources.river_schema_sql,
            insert: PackageResources.river_insert_sql,
            claim: PackageResources.river_claim_pgbench,
            finish: PackageResources.river_finish_pgbench,
            empty: "TRUNCATE river.river_job",
            waiting: "SELECT count(*) FROM river.river_job WHERE state = 'available'"
        ),
        Peer(
            name: "pgmq",
            schema: PackageResources.pgmq_schema_sql,
            insert: PackageResources.pgmq_insert_sql,
            claim: PackageResources.pgmq_claim_pgbench,
            finish: PackageResources.pgmq_finish_pgbench,
            refill: PackageResources.pgmq_refill_pgbench,
            empty: "TRUNCATE {tables}",
            waiting: "SELECT {counts}",
            hasTablePerQueue: true
        ),
        Peer(
            name: "graphile",
            schema: PackageResources.graphile_schema_sql,
            insert: PackageResources.graphile_insert_sql,
            claim: PackageResources.graphile_claim_pgbench,
            finish: PackageResources.graphile_finish_pgbench,
            empty: "TRUNCATE graphile._private_jobs",
            waiting: "SELECT count(*) FROM graphile._private_jobs WHERE is_available"
        ),
        Peer(
            name: "one-table",
            schema: PackageResources.one_table_schema_sql,
            insert: PackageResources.one_table_insert_sql,
            claim: PackageResources.one_table_claim_pgbench,
            finish: PackageResources.one_table_finish_pgbench,
            empty: "TRUNCATE one_table.item",
            waiting: "SELECT count(*) FROM one_table.item WHERE state = 0"
        ),
    ]
}

extension Peer {
    /// The peer's tables for so many queues, anew.
    func prepare(in database: BenchDatabase, queues: Int) async throws {
        let place = name.replacing("-", with: "_")
        try await database.run("DROP SCHEMA IF EXISTS \(place) CASCADE")
        try await database.run(schema, ["queues": queues, "vacuum": Self.vacuum])
    }

    /// So many items wait, spread over the queues and priorities, and nothing else is in the tables.
    func fill(_ items: Int, queues: Int, in database: BenchDatabase) async throws {
        try await database.run(withTables(empty, queues))
        try await database.run(insert, ["first": 1, "count": items, "queues": queues])
        try await database.settle()
    }

    /// How many items wait.
    func waiting(in database: BenchDatabase, queues: Int) async throws -> Int {
        try await database.number(SQL(unescaped: withTables(waiting, queues)))
    }

    /// What a client does over and over: claims a batch of the next queue, and says that it is done.
    ///
    /// With `isRefilled` as many new items as were taken come in.
    func scripts(batch: Int, queues: Int, isRefilled: Bool = false) -> [String] {
        let bodies = isRefilled ? [claim, finish, refillScript] : [claim, finish]
        let first = """
            \\set n :n + 1
            \\set queue (:client_id * 19 + :n) % \(queues)
            \\set from random(0, 9999)

            """
        return (0..<(hasTablePerQueue ? queues : 1)).map { queue in
            let values: [String: any CustomStringConvertible & Sendable] = [
                "batch": batch, "queue": queue, "queues": queues, "first": ":from::integer", "count": batch,
            ]
            return first + bodies.map { TextTemplate($0).filled(values) }.joined(separator: "\n")
        }
    }

    private var refillScript: [UInt8] { refill ?? insert }

    private func withTables(_ text: String, _ queues: Int) -> String {
        guard hasTablePerQueue else { return text }
        let tables = (0..<queues).map { "pgmq.q_\($0)" }
        return text.replacing("{tables}", with: tables.joined(separator: ", "))
            .replacing("{counts}", with: tables.map { "(SELECT count(*) FROM \($0))" }.joined(separator: " + "))
    }
}
