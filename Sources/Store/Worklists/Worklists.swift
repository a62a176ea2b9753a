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

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Reads through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// One page of a list as a department's staff see it, with the total of the same moment.
    public func page(
        _ selection: ItemSelection,
        after cursor: ItemCursor? = nil,
        viewer: String
    ) async throws(StoreError) -> ItemPage {
        try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [jurisdiction] connection throws(PostgresError) in
                try Self.page(selection, after: cursor, viewer: viewer, in: jurisdiction, on: connection)
            }
        }
    }

    /// The same within a caller's transaction.
    static func page(
        _ selection: ItemSelection,
        after cursor: ItemCursor?,
        viewer: String,
        in jurisdiction: JurisdictionRow,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> ItemPage {
        let items = selection.items(in: jurisdiction, viewer: viewer)
        let head = try connection.first(
            "SELECT transaction_timestamp(), (SELECT count(*) FROM (\(items)) AS i)"
        ) { row throws(PostgresError) in
            let (at, total) = try row.decode(Date.self, Int.self)
            return ItemPage(at: at, total: total, rows: [], next: nil)
        }
        let picked: SQL = """
            SELECT i.item, i.key FROM (\(items)) AS i
             WHERE \(selection.behind(cursor))
             ORDER BY i.key \(selection.direction), i.item \(selection.direction)
             LIMIT \(pageSize + 1)
            """
        var rows = try ItemRow.rows(picked, viewer: viewer, in: jurisdiction, on: connection)
        if selection.order == .newest { rows.reverse() }
        let shown = Array(rows.prefix(pageSize))
        return ItemPage(
            at: head?.at ?? Date(timeIntervalSince1970: 0),
            total: head?.total ?? 0,
            rows: shown,
            next: rows.count > pageSize ? shown.last?.cursor : nil
        )
    }
}
