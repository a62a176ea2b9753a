/// Another queue's pattern: its own tables with its own indexes, and its statements as pgbench scripts.
struct Peer: Sendable {
    let name: String
    let schema: [UInt8]
    let insert: [UInt8]
    let claim: [UInt8]
    let finish: [UInt8]
    /// The same of one item, without what only a batch needs.
    let claimOne: [UInt8]
    let finishOne: [UInt8]
    /// Where the insert cannot stand in a pgbench script: the one that does.
    var refill: [UInt8]?
    /// Empties the tables.
    let empty: String
    /// How many items wait.
    let waiting: String
    /// How many are with a worker.
    let leased: String
    /// How many of `{items}` are done.
    let finished: String
    /// Whether a queue is a table, which a prepared statement cannot choose: then each queue has a script.
    var hasTablePerQueue = false

    /// The part about vacuuming of what pgqueuer recommends for its own tables; more than the others ask for.
    static let vacuum = """
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
            claimOne: PackageResources.river_claim_one_pgbench,
            finishOne: PackageResources.river_finish_one_pgbench,
            empty: "TRUNCATE river.river_job",
            waiting: "SELECT count(*) FROM river.river_job WHERE state = 'available'",
            leased: "SELECT count(*) FROM river.river_job WHERE state = 'running'",
            finished: "SELECT count(*) FROM river.river_job WHERE state = 'completed'"
        ),
        Peer(
            name: "pgmq",
            schema: PackageResources.pgmq_schema_sql,
            insert: PackageResources.pgmq_insert_sql,
            claim: PackageResources.pgmq_claim_pgbench,
            finish: PackageResources.pgmq_finish_pgbench,
            claimOne: PackageResources.pgmq_claim_one_pgbench,
            finishOne: PackageResources.pgmq_finish_one_pgbench,
            refill: PackageResources.pgmq_refill_pgbench,
            empty: "TRUNCATE {tables}",
            waiting: "SELECT count(*) FROM ({rows}) AS r WHERE vt <= clock_timestamp()",
            leased: "SELECT count(*) FROM ({rows}) AS r WHERE vt > clock_timestamp()",
            finished: "SELECT {items} - count(*) FROM ({rows}) AS r",
            hasTablePerQueue: true
        ),
        Peer(
            name: "graphile",
            schema: PackageResources.graphile_schema_sql,
            insert: PackageResources.graphile_insert_sql,
            claim: PackageResources.graphile_claim_pgbench,
            finish: PackageResources.graphile_finish_pgbench,
            claimOne: PackageResources.graphile_claim_one_pgbench,
            finishOne: PackageResources.graphile_finish_one_pgbench,
            empty: "TRUNCATE graphile._private_jobs",
            waiting: "SELECT count(*) FROM graphile._private_jobs WHERE is_available",
            leased: "SELECT count(*) FROM graphile._private_jobs WHERE NOT is_available",
            finished: "SELECT {items} - count(*) FROM graphile._private_jobs"
        ),
        Peer(
            name: "one-table",
            schema: PackageResources.one_table_schema_sql,
            insert: PackageResources.one_table_insert_sql,
            claim: PackageResources.one_table_claim_pgbench,
            finish: PackageResources.one_table_finish_pgbench,
            claimOne: PackageResources.one_table_claim_one_pgbench,
            finishOne: PackageResources.one_table_finish_one_pgbench,
            empty: "TRUNCATE one_table.item",
            waiting: "SELECT count(*) FROM one_table.item WHERE state = 0",
            leased: "SELECT count(*) FROM one_table.item WHERE state = 1",
            finished: "SELECT count(*) FROM one_table.item WHERE state = 2"
        ),
    ]
}
