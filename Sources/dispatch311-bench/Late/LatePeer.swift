import Postgres

/// A pattern's statements for one item, and what its recovery does to one whose worker is silent.
struct LatePeer: Sendable {
    let name: String
    private let claim: SQL
    private let recover: SQL
    private let complete: SQL
    private let now: SQL

    /// Those whose completion is a statement of their own.
    static let all: [LatePeer] = [
        LatePeer(
            name: "river",
            claim: """
                UPDATE river.river_job SET state = 'running', attempt = attempt + 1, attempted_at = now()
                 WHERE state = 'available' RETURNING id
                """,
            recover: "UPDATE river.river_job SET state = 'available' WHERE state = 'running' RETURNING id",
            complete: """
                UPDATE river.river_job SET state = 'completed', finalized_at = now() WHERE state = 'running' RETURNING id
                """,
            now: "SELECT state::text FROM river.river_job"
        ),
        LatePeer(
            name: "pgmq",
            claim: """
                UPDATE pgmq.q_0 SET vt = clock_timestamp() + interval '30 s', read_ct = read_ct + 1
                 WHERE vt <= clock_timestamp() RETURNING msg_id
                """,
            recover: "UPDATE pgmq.q_0 SET vt = clock_timestamp() - interval '1 s' RETURNING msg_id",
            complete: "DELETE FROM pgmq.q_0 RETURNING msg_id",
            now: "SELECT CASE WHEN count(*) = 0 THEN 'row gone' ELSE 'row still held' END FROM pgmq.q_0"
        ),
        LatePeer(
            name: "graphile",
            claim: """
                UPDATE graphile._private_jobs SET attempts = attempts + 1, locked_by = 'worker', locked_at = now()
                 WHERE is_available RETURNING id
                """,
            recover: "UPDATE graphile._private_jobs SET locked_by = NULL, locked_at = NULL RETURNING id",
            complete: "DELETE FROM graphile._private_jobs RETURNING id",
            now: "SELECT CASE WHEN count(*) = 0 THEN 'row gone' ELSE 'row still held' END FROM graphile._private_jobs"
        ),
    ]

    /// Plays it with two workers; the one item is named by being the only one.
    func word(_ situation: LateWord.Situation, in database: BenchDatabase) async throws -> LateWord {
        let pool = database.pool(1)
        let result: Result<LateWord, any Error>
        do {
            for (step, statement) in [("claim", claim), ("recovery", recover), ("second claim", claim)] {
                guard try await pool.execute(statement) == 1 else {
                    throw BenchError("expected \(name)'s \(step) to take one item, found none")
                }
            }
            if situation == .completed { _ = try await pool.execute(complete) }
            let rows = try await pool.execute(complete)
            let state = try await pool.first(now) { row throws(PostgresError) in try row.decode(String.self) }
            result = .success(
                LateWord(
                    system: "\(name) (pattern)",
                    situation: situation,
                    said: rows == 1 ? "done, no error" : "nothing done, no error",
                    now: state ?? "row gone"
                )
            )
        } catch {
            result = .failure(error)
        }
        await pool.close()
        return try result.get()
    }
}
