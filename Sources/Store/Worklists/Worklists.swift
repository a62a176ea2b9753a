public import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads lists of work items for staff, by keyset and with their totals.
///
/// The rule for private requests: a department reads those it has a leg of. Of others' it learns that they are there,
/// whose turn it is and their dates (so that a number and its list agree), never what, where or which.
public struct Worklists: Sendable {
    /// The rows of a page.
    public static let pageSize = 50

    private struct Head: Sendable {
        let at: Date
        let total: Int
        let items: [Int64]
        let keys: [Date]
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let privacy: PrivacyRule

    /// Reads through a pool it does not own; a request is private when its service is one of `privateServices`, those that
    /// are private now, or was private when it came in.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, privateServices: [String]) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        privacy = PrivacyRule(services: privateServices)
    }

    /// One page of a list as a department's staff see it, with the total of the same moment.
    public func page(
        _ selection: ItemSelection,
        after cursor: ItemCursor? = nil,
        viewer: String
    ) async throws(StoreError) -> ItemPage {
        let viewer = Viewer(department: viewer, privacy: privacy)
        return try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [jurisdiction] connection throws(PostgresError) in
                try Self.page(selection, after: cursor, viewer: viewer, in: jurisdiction, on: connection)
            }
        }
    }

    /// The same within a caller's transaction.
    static func page(
        _ selection: ItemSelection,
        after cursor: ItemCursor?,
        viewer: Viewer,
        in jurisdiction: JurisdictionRow,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> ItemPage {
        // All of them once, for the count and for the page: looking them up is what costs.
        let statement: SQL = """
            WITH i AS MATERIALIZED (
                \(selection.items(in: jurisdiction, viewer: viewer))
            ), p AS MATERIALIZED (
                SELECT i.item, i.key FROM i
                 WHERE \(selection.behind(cursor))
                 ORDER BY i.key \(selection.direction), i.item \(selection.direction)
                 LIMIT \(pageSize + 1)
            )
            SELECT transaction_timestamp(), (SELECT count(*) FROM i),
                   ARRAY(SELECT item FROM p ORDER BY key, item), ARRAY(SELECT key FROM p ORDER BY key, item)
            """
        let head = try connection.first(statement) { row throws(PostgresError) in
            let (at, total, items, keys) = try row.decode(Date.self, Int.self, [Int64].self, [Date].self)
            return Head(at: at, total: total, items: items, keys: keys)
        }
        guard let head else { throw PostgresError(.decoding, detail: "expected a row (list), found none") }
        let picked: SQL = """
            SELECT item, key FROM unnest(\(head.items)::bigint[], \(head.keys)::timestamptz[]) AS u (item, key)
            """
        var rows = try ItemRow.rows(picked, viewer: viewer, in: jurisdiction, on: connection)
        if selection.order == .newest { rows.reverse() }
        let shown = Array(rows.prefix(pageSize))
        return ItemPage(
            at: head.at,
            total: head.total,
            rows: shown,
            next: rows.count > pageSize ? shown.last?.cursor : nil
        )
    }
}
