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
    private struct Count: Sendable {
        let department: String
        let place: String
        let items: Int
        let late: Int
        let oldest: Date
    }

    private struct Recent: Sendable {
        let department: String
        let day: Int
        let hour: Int
    }

    private struct Head: Sendable {
        let at: Date
        let submitted: Int
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Reads through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Every number, of one moment.
    public func figures() async throws(StoreError) -> BoardFigures {
        try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [self] connection throws(PostgresError) in
                let open = try open(on: connection)
                let recent = try closed(on: connection)
                let head = try head(on: connection)
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
                    lines[count.department] = line
                }
                for count in recent {
                    lines[count.department, default: BoardFigures.Line(department: count.department)].closed = count.day
                }
                return BoardFigures(
                    at: head.at,
                    lines: lines.values.sorted { $0.department < $1.department },
                    inLastHour: head.submitted,
                    outLastHour: recent.reduce(0) { $0 + $1.hour }
                )
            }
        }
    }

    private func open(on connection: isolated PostgresConnection) throws(PostgresError) -> [Count] {
        try connection.query(
            """
            SELECT p.department, p.place, count(*),
                   count(*) FILTER (WHERE w.due_at < transaction_timestamp() AND w.paused_at IS NULL), min(w.created_at)
              FROM (\(ItemSelection.places(in: jurisdiction.number))) AS p
             CROSS JOIN LATERAL (
                 SELECT x.status, x.due_at, x.paused_at, x.created_at FROM work_item x
                  WHERE x.jurisdiction = \(jurisdiction.number) AND x.item = p.item OFFSET 0
             ) AS w
             WHERE w.status = 'open'
             GROUP BY p.department, p.place
            """
        ) { row throws(PostgresError) in
            let (department, place, items, late, oldest) = try row.decode(
                String.self,
                String.self,
                Int.self,
                Int.self,
                Date.self
            )
            return Count(department: department, place: place, items: items, late: late, oldest: oldest)
        }
    }

    private func closed(on connection: isolated PostgresConnection) throws(PostgresError) -> [Recent] {
        try connection.query(
            """
            SELECT e.department, count(*),
                   count(*) FILTER (WHERE e.at >= transaction_timestamp() - \(Duration.seconds(3600)))
              FROM event e
             CROSS JOIN LATERAL (
                 -- The same instant: one that was reopened and closed again counts once, where it closed last.
                 SELECT x.status FROM work_item x
                  WHERE x.jurisdiction = \(jurisdiction.number) AND x.item = e.item AND x.closed_at = e.at OFFSET 0
             ) AS w
             WHERE e.jurisdiction = \(jurisdiction.number) AND e.kind = 'completed'
               AND e.at >= transaction_timestamp() - \(Duration.seconds(24 * 3600))
               AND w.status = 'closed'
             GROUP BY e.department
            """
        ) { row throws(PostgresError) in
            let (department, day, hour) = try row.decode(String.self, Int.self, Int.self)
            return Recent(department: department, day: day, hour: hour)
        }
    }

    private func head(on connection: isolated PostgresConnection) throws(PostgresError) -> Head {
        let head = try connection.first(
            """
            SELECT transaction_timestamp(), count(*)
              FROM service_request s JOIN work_item w ON w.jurisdiction = s.jurisdiction AND w.number = s.number
             WHERE s.jurisdiction = \(jurisdiction.number)
               AND s.requested_at >= transaction_timestamp() - \(Duration.seconds(3600))
            """
        ) { row throws(PostgresError) in
            let (at, submitted) = try row.decode(Date.self, Int.self)
            return Head(at: at, submitted: submitted)
        }
        guard let head else { throw PostgresError(.decoding, detail: "expected a row (board), found none") }
        return head
    }
}
