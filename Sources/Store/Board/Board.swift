public import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads the numbers of the dispatch board.
///
/// One REPEATABLE READ snapshot, so that they agree with one another. The work grows with what is open and what came or
/// closed lately, never with all there ever was. Numbers count work items, so a request with two legs counts twice;
/// private ones are among them.
public struct Board: Sendable {
    /// How long one of the board's statements may take: with a million open items it counts for seconds.
    static let deadline: Duration = .seconds(60)

    private struct Count: Sendable {
        let department: String
        let place: String
        let items: Int
        let late: Int
        let dueSoon: Int
        let oldest: Date
        let ages: [Int]
    }

    private struct Closed: Sendable {
        let department: String
        let hour: Int
        let items: Int
    }

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow

    /// Reads through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Every number that is counted all the time, of one moment.
    public func figures() async throws(StoreError) -> BoardFigures {
        try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [self] connection throws(PostgresError) in
                let open = try open(on: connection)
                let closed = try closed(on: connection)
                let submitted = try submitted(on: connection)
                let at = try Self.moment(on: connection)
                let system = try system(on: connection)
                var lines: [String: BoardFigures.Line] = [:]
                for count in open {
                    var line = lines[count.department] ?? BoardFigures.Line(department: count.department)
                    switch count.place {
                    case "waiting":
                        line.waiting = count.items
                        line.oldestWaiting = count.oldest
                    case "leased": line.leased = count.items
                    default: line.accepted = count.items
                    }
                    line.late += count.late
                    line.dueSoon += count.dueSoon
                    for (band, items) in count.ages.enumerated() where line.ages.indices.contains(band) {
                        line.ages[band] += items
                    }
                    lines[count.department] = line
                }
                var out = [Int](repeating: 0, count: BoardFigures.hours)
                for one in closed {
                    lines[one.department, default: BoardFigures.Line(department: one.department)].closed += one.items
                    if out.indices.contains(one.hour) { out[one.hour] += one.items }
                }
                return BoardFigures(
                    at: at,
                    lines: lines.values.sorted { $0.department < $1.department },
                    inByHour: submitted,
                    outByHour: out,
                    system: system
                )
            }
        }
    }

    private func open(on connection: isolated PostgresConnection) throws(PostgresError) -> [Count] {
        try connection.query(
            """
            SELECT p.department, p.place, count(*),
                   count(*) FILTER (WHERE w.due_at < transaction_timestamp() AND w.paused_at IS NULL),
                   count(*) FILTER (
                       WHERE w.due_at >= transaction_timestamp() AND w.paused_at IS NULL
                         AND w.due_at < transaction_timestamp() + interval '24 hours'
                   ),
                   min(w.created_at),
                   ARRAY[
                       count(*) FILTER (WHERE w.age < \(Self.age(0))),
                       count(*) FILTER (WHERE w.age >= \(Self.age(0)) AND w.age < \(Self.age(1))),
                       count(*) FILTER (WHERE w.age >= \(Self.age(1)) AND w.age < \(Self.age(2))),
                       count(*) FILTER (WHERE w.age >= \(Self.age(2)) AND w.age < \(Self.age(3))),
                       count(*) FILTER (WHERE w.age >= \(Self.age(3)))
                   ]
              FROM (\(Self.standing(in: jurisdiction.number))) AS p
             CROSS JOIN LATERAL (
                 SELECT x.status, x.due_at, x.paused_at, x.created_at,
                        transaction_timestamp() - x.created_at AS age
                   FROM work_item x
                  WHERE x.jurisdiction = \(jurisdiction.number) AND x.item = p.item OFFSET 0
             ) AS w
             WHERE w.status = 'open'
             GROUP BY p.department, p.place
            """,
            deadline: Self.deadline
        ) { row throws(PostgresError) in
            let (department, place, items, late, dueSoon, oldest, ages) = try row.decode(
                String.self,
                String.self,
                Int.self,
                Int.self,
                Int.self,
                Date.self,
                [Int].self
            )
            return Count(
                department: department,
                place: place,
                items: items,
                late: late,
                dueSoon: dueSoon,
                oldest: oldest,
                ages: ages
            )
        }
    }

    private static func age(_ bound: Int) -> Duration { .seconds(BoardFigures.Line.ageBounds[bound] * 86_400) }

    /// Hours are counted back from the moment, so that the first is the list of the last hour.
    private func closed(on connection: isolated PostgresConnection) throws(PostgresError) -> [Closed] {
        try connection.query(
            """
            SELECT e.department, \(Self.hour("e.at")) AS hour, count(*)
              FROM event e
             CROSS JOIN LATERAL (
                 -- The same instant: one that was reopened and closed again counts once, where it closed last.
                 SELECT x.status FROM work_item x
                  WHERE x.jurisdiction = \(jurisdiction.number) AND x.item = e.item AND x.closed_at = e.at OFFSET 0
             ) AS w
             WHERE e.jurisdiction = \(jurisdiction.number) AND e.kind = 'completed'
               AND e.at >= transaction_timestamp() - \(Duration.seconds(BoardFigures.hours * 3600))
               AND w.status = 'closed'
             GROUP BY e.department, hour
            """,
            deadline: Self.deadline
        ) { row throws(PostgresError) in
            let (department, hour, items) = try row.decode(String.self, Int.self, Int.self)
            return Closed(department: department, hour: hour, items: items)
        }
    }

    private func submitted(on connection: isolated PostgresConnection) throws(PostgresError) -> [Int] {
        let rows = try connection.query(
            """
            SELECT \(Self.hour("s.requested_at")) AS hour, count(*)
              FROM service_request s JOIN work_item w ON w.jurisdiction = s.jurisdiction AND w.number = s.number
             WHERE s.jurisdiction = \(jurisdiction.number)
               AND s.requested_at >= transaction_timestamp() - \(Duration.seconds(BoardFigures.hours * 3600))
             GROUP BY hour
            """,
            deadline: Self.deadline
        ) { row throws(PostgresError) in
            let (hour, items) = try row.decode(Int.self, Int.self)
            return Closed(department: "", hour: hour, items: items)
        }
        return rows.reduce(into: [Int](repeating: 0, count: BoardFigures.hours)) { hours, row in
            if hours.indices.contains(row.hour) { hours[row.hour] += row.items }
        }
    }

    /// The hour before the moment that an instant lies in, both its ends among the earlier ones': 0 up to 60 minutes.
    private static func hour(_ instant: SQL) -> SQL {
        "greatest(ceil(extract(epoch FROM transaction_timestamp() - \(instant)) / 3600)::bigint - 1, 0)"
    }

    private func system(on connection: isolated PostgresConnection) throws(PostgresError) -> BoardSystem {
        let system = try connection.first(
            """
            SELECT (SELECT count(*) FROM service_request s
                     WHERE s.jurisdiction = \(jurisdiction.number)
                       AND s.requested_at >= transaction_timestamp() - interval '1 minute'),
                   (SELECT s.requested_at FROM service_request s WHERE s.jurisdiction = \(jurisdiction.number)
                     ORDER BY s.requested_at DESC LIMIT 1),
                   transaction_timestamp() - (
                       SELECT d.at FROM deadline d
                        WHERE d.jurisdiction = \(jurisdiction.number) AND d.at < transaction_timestamp()
                        ORDER BY d.at LIMIT 1
                   ),
                   (SELECT count(*) FROM (
                        SELECT FROM outbox o WHERE o.jurisdiction = \(jurisdiction.number)
                         LIMIT \(BoardSystem.maximumMails)
                    ) AS counted)
            """
        ) { row throws(PostgresError) in
            let (minute, last, lag, mails) = try row.decode(Int.self, Date?.self, Duration?.self, Int.self)
            return BoardSystem(lastMinute: minute, lastSubmission: last, sweepLag: lag, mails: mails)
        }
        guard let system else { throw PostgresError(.decoding, detail: "expected a row (system), found none") }
        return system
    }
}
