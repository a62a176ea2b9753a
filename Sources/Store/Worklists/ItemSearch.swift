import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One look for a list's items: where from, what of each row must be true, and how much may be read for it.
///
/// Nothing here reads more than a bounded number of rows, whatever the selection: that is what keeps lists of a million
/// as fast as lists of ten.
struct ItemSearch: Sendable {
    /// What was found.
    struct Found: Sendable {
        let items: [Int64]
        let keys: [Date]
        /// How many of those looked at belong to the list.
        let number: Int
        /// How many were looked at.
        let looked: Int
        /// The last that was looked at.
        let last: ItemCursor?
    }

    let selection: ItemSelection
    let source: ItemSource
    let viewer: Viewer
    let jurisdiction: JurisdictionRow
    /// The most that are looked at.
    let look: Int
    /// Whether the viewer must be able to read each.
    let mustRead: Bool
    /// The number of the one queue, where there is one.
    let queue: Int32?

    /// Looks behind a place in the list for at most `limit` items.
    func found(
        after cursor: ItemCursor?,
        limit: Int,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Found {
        let statement: SQL = """
            WITH looked AS MATERIALIZED (
                \(looked(after: cursor))
            ), found AS MATERIALIZED (
                SELECT l.item, l.key FROM looked l \(joins)
                 WHERE \(conditions)
            ), page AS MATERIALIZED (
                SELECT item, key FROM found ORDER BY key \(direction), item \(direction) LIMIT \(unescaped: String(limit))
            )
            SELECT ARRAY(SELECT item FROM page ORDER BY key \(direction), item \(direction)),
                   ARRAY(SELECT key FROM page ORDER BY key \(direction), item \(direction)),
                   (SELECT count(*) FROM found), (SELECT count(*) FROM looked), last.key, last.item
              FROM (VALUES (1)) AS one (row)
              LEFT JOIN (
                  SELECT key, item FROM looked ORDER BY key \(opposite), item \(opposite) LIMIT 1
              ) AS last ON true
            """
        let found = try connection.first(statement) { row throws(PostgresError) in
            let (items, keys, number, looked, key, item) = try row.decode(
                [Int64].self,
                [Date].self,
                Int.self,
                Int.self,
                Date?.self,
                Int64?.self
            )
            let last = key.flatMap { key in item.map { ItemCursor(key: key, item: $0) } }
            return Found(items: items, keys: keys, number: number, looked: looked, last: last)
        }
        guard let found else { throw PostgresError(.decoding, detail: "expected a row (list), found none") }
        return found
    }

    /// What is looked at, at most `look` rows: the columns item and key, and but for closed ones what is carried.
    private func looked(after cursor: ItemCursor?) -> SQL {
        switch source {
        case .open(let work): open(work, after: cursor)
        case .few(let items):
            """
            SELECT w.item, \(key) AS key, \(Self.carried)
              FROM (\(items)) AS few
              CROSS JOIN LATERAL (
                  SELECT * FROM work_item x WHERE x.jurisdiction = \(jurisdiction.number) AND x.item = few.item OFFSET 0
              ) AS w
             WHERE \(behind(cursor, key: key, item: "w.item"))
             ORDER BY 2 \(direction), 1 \(direction)
             LIMIT \(unescaped: String(look))
            """
        case .closed:
            """
            SELECT e.item, e.at AS key FROM event e
             WHERE e.jurisdiction = \(jurisdiction.number) AND e.kind = 'completed'
               AND e.at >= transaction_timestamp() - \(Duration.seconds(selection.hours * 3600))
               AND (\(selection.department)::text IS NULL OR e.department = \(selection.department)::text)
               AND \(behind(cursor, key: "e.at", item: "e.item"))
             ORDER BY e.at \(direction), e.item \(direction)
             LIMIT \(unescaped: String(look))
            """
        case .submitted:
            """
            SELECT w.item, s.requested_at AS key, \(Self.carried)
              FROM service_request s
              CROSS JOIN LATERAL (
                  SELECT * FROM work_item x
                   WHERE x.jurisdiction = \(jurisdiction.number) AND x.number = s.number OFFSET 0
              ) AS w
             WHERE s.jurisdiction = \(jurisdiction.number)
               AND s.requested_at >= transaction_timestamp() - \(Duration.seconds(selection.hours * 3600))
               AND \(from(cursor))
               AND \(behind(cursor, key: "s.requested_at", item: "w.item"))
             ORDER BY s.requested_at \(direction), w.item \(direction)
             LIMIT \(unescaped: String(look))
            """
        }
    }

    /// One ordered branch a department, which the planner merges row by row: the limit in each is what makes it do that
    /// and not sort them all.
    private func open(_ work: ItemSource.OpenWork, after cursor: ItemCursor?) -> SQL {
        let places: [SQL] =
            work.queue.map { ["w.queue = \($0)"] }
            ?? work.departments.map { "\(Self.turn) = \($0)" }
        let limit = String(look)
        var branches: SQL = ""
        for (index, place) in places.enumerated() {
            if index > 0 { branches.append("\nUNION ALL\n") }
            branches.append(
                """
                (SELECT w.item, \(key) AS key, \(Self.carried) FROM work_item w
                  WHERE w.jurisdiction = \(jurisdiction.number) AND w.status = 'open' AND \(place) AND \(range)
                    AND \(behind(cursor, key: key, item: "w.item"))
                  ORDER BY \(key) \(direction), w.item \(direction) LIMIT \(unescaped: limit))
                """
            )
        }
        return """
            SELECT * FROM (\(branches)) AS b ORDER BY key \(direction), item \(direction)
             LIMIT \(unescaped: limit)
            """
    }

    /// How many of the open work there are up to one more than `bound`, where no row need be looked at.
    func counted(upTo bound: Int, on connection: isolated PostgresConnection) throws(PostgresError) -> ItemCount {
        guard case .open(let work) = source else { return ItemCount(0) }
        let limit = String(bound + 1)
        let number: Int
        if let queue = work.queue {
            number = try Self.number(
                """
                SELECT FROM work_item w
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.status = 'open' AND w.queue = \(queue) AND \(range)
                 LIMIT \(unescaped: limit)
                """,
                on: connection
            )
        } else {
            number = try Self.number(
                """
                SELECT FROM unnest(\(work.departments)::text[]) AS d (department)
                 CROSS JOIN LATERAL (
                     SELECT FROM work_item w
                      WHERE w.jurisdiction = \(jurisdiction.number) AND w.status = 'open'
                        AND \(Self.turn) = d.department AND \(range)
                      LIMIT \(unescaped: limit)
                 ) AS w
                 LIMIT \(unescaped: limit)
                """,
                on: connection
            )
        }
        return ItemCount(number, upTo: bound)
    }

    /// How many rows a query gives.
    static func number(_ query: SQL, on connection: isolated PostgresConnection) throws(PostgresError) -> Int {
        try connection.first("SELECT count(*) FROM (\(query)) AS n") { row throws(PostgresError) in
            try row.decode(Int.self)
        } ?? 0
    }
}
