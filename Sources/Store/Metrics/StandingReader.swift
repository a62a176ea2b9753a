public import Postgres

/// Reads how work stands, for whoever watches from outside.
///
/// Cheap beside a million open items: waiting and accepted work is counted in one narrow table each, without its work
/// items; only the front of each lane is looked up for its age, and what is late for its pause. So late work is what is
/// accepted and late: of what waits the dates are not read; what became overdue is counted by those who raise it.
public struct StandingReader: Sendable {
    private struct Count: Sendable {
        let department: String
        let waiting: Int
        let oldest: Double
        let leased: Int
        let accepted: Int
        let late: Int
    }

    private struct Mails: Sendable {
        let waiting: Int
        let delay: Double
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let changes: Changes

    /// Reads through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        changes = Changes(pool: pool, jurisdiction: jurisdiction)
    }

    /// Looks once.
    public func look() async throws(StoreError) -> WorkStanding {
        let counts = try await stored { () throws(PostgresError) -> [Count] in try await readCounts() }
        let mails = try await stored { () throws(PostgresError) -> Mails? in try await readMails() }
        let lag = try await changes.now().lag
        let pushes = try await ClientPushes(pool: pool, jurisdiction: jurisdiction).all()
        var lines: [String: WorkStanding.Line] = [:]
        for count in counts {
            lines[count.department] = WorkStanding.Line(
                waiting: count.waiting,
                leased: count.leased,
                accepted: count.accepted,
                late: count.late,
                oldestSeconds: count.oldest
            )
        }
        return WorkStanding(
            lines: lines,
            mails: mails?.waiting ?? 0,
            mailDelay: mails?.delay ?? 0,
            changesLag: lag / .seconds(1),
            pushes: pushes
        )
    }

    private func readCounts() async throws(PostgresError) -> [Count] {
        try await pool.query(
            """
            WITH waiting AS MATERIALIZED (
                SELECT r.queue, count(*) AS items FROM ready r
                 WHERE r.jurisdiction = \(jurisdiction.number) GROUP BY r.queue
            ), front AS (
                -- The first of each lane came first: items are numbered in the order they are made.
                SELECT q.department, sum(waiting.items) AS items, min(w.created_at) AS oldest
                  FROM waiting
                  JOIN queue q ON q.jurisdiction = \(jurisdiction.number) AND q.queue = waiting.queue
                 CROSS JOIN LATERAL (
                     SELECT min(x.created_at) AS created_at
                       FROM (VALUES (1::smallint), (2::smallint), (3::smallint)) AS p (priority)
                      CROSS JOIN LATERAL (
                          SELECT r.seq FROM ready r
                           WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = waiting.queue
                             AND r.priority = p.priority
                           ORDER BY r.seq LIMIT 1
                      ) AS f
                       JOIN work_item x ON x.jurisdiction = \(jurisdiction.number) AND x.item = f.seq
                 ) AS w
                 GROUP BY q.department
            ), leased AS (
                SELECT l.department, count(*) AS items
                  FROM lease l CROSS JOIN LATERAL unnest(l.items) AS i (item)
                  JOIN work_item w ON w.jurisdiction = l.jurisdiction AND w.item = i.item
                 -- What was cancelled stays in a lease only until its holder has heard of it.
                 WHERE l.jurisdiction = \(jurisdiction.number) AND w.status = 'open'
                 GROUP BY l.department
            ), taken AS (
                SELECT a.department, count(*) AS items FROM accepted a
                 WHERE a.jurisdiction = \(jurisdiction.number) GROUP BY a.department
            ), late AS (
                -- Only of these the items are read: one whose clock is paused is not late.
                SELECT a.department, count(*) AS items
                  FROM accepted a JOIN work_item w ON w.jurisdiction = a.jurisdiction AND w.item = a.item
                 WHERE a.jurisdiction = \(jurisdiction.number) AND a.due_at < statement_timestamp()
                   AND w.paused_at IS NULL
                 GROUP BY a.department
            )
            SELECT d.department, coalesce(front.items, 0)::bigint,
                   coalesce(extract(epoch FROM statement_timestamp() - front.oldest), 0)::float8,
                   coalesce(leased.items, 0), coalesce(taken.items, 0), coalesce(late.items, 0)
              FROM (SELECT DISTINCT q.department FROM queue q WHERE q.jurisdiction = \(jurisdiction.number)) AS d
              LEFT JOIN front USING (department)
              LEFT JOIN leased USING (department)
              LEFT JOIN taken USING (department)
              LEFT JOIN late USING (department)
            """
        ) { row throws(PostgresError) in
            let (department, waiting, oldest, leased, accepted, late) = try row.decode(
                String.self,
                Int.self,
                Double.self,
                Int.self,
                Int.self,
                Int.self
            )
            return Count(
                department: department,
                waiting: waiting,
                oldest: max(0, oldest),
                leased: leased,
                accepted: accepted,
                late: late
            )
        }
    }

    private func readMails() async throws(PostgresError) -> Mails? {
        try await pool.first(
            """
            SELECT (SELECT count(*) FROM outbox WHERE jurisdiction = \(jurisdiction.number)),
                   coalesce(greatest(0, extract(epoch FROM statement_timestamp() - (
                       SELECT min(due_at) FROM follower
                        WHERE jurisdiction = \(jurisdiction.number) AND due_at IS NOT NULL
                   ))), 0)::float8
            """
        ) { row throws(PostgresError) in
            let (waiting, delay) = try row.decode(Int.self, Double.self)
            return Mails(waiting: waiting, delay: delay)
        }
    }
}
