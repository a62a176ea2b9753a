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
///
/// No list reads more than a bounded number of rows, however much is open or closed: see `ItemSearch`.
public struct Worklists: Sendable {
    /// The rows of a page.
    public static let pageSize = 50
    /// How far totals are counted.
    public static let countLimit = 10_000
    /// How many of a list's rows are looked at for one page where an index cannot tell which belong to it.
    public static let lookLimit = 5000
    /// The same where the request of each must be read, too.
    public static let readLimit = 1000
    /// How many items may stand in a table for all of them to be looked at.
    static let fewLimit = 5000
    /// The most rows of an export.
    public static let exportLimit = 10_000
    private static let exportPage = 1000

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow
    let privacy: PrivacyRule

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

    /// The list from its beginning, of one moment: at most `exportLimit` rows, and where it goes on after them.
    public func whole(_ selection: ItemSelection, viewer: String) async throws(StoreError) -> ItemPage {
        let viewer = Viewer(department: viewer, privacy: privacy)
        return try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [jurisdiction] connection throws(PostgresError) in
                let size = Self.exportPage
                var page = try Self.page(
                    selection,
                    after: nil,
                    size: size,
                    viewer: viewer,
                    in: jurisdiction,
                    on: connection
                )
                var rows = page.rows
                var turns = 1
                while let next = page.next, rows.count + size <= Self.exportLimit, turns < 2 * Self.exportLimit / size {
                    let more = try Self.page(
                        selection,
                        after: next,
                        size: size,
                        isCounted: false,
                        viewer: viewer,
                        in: jurisdiction,
                        on: connection
                    )
                    rows += more.rows
                    turns += 1
                    page = ItemPage(at: page.at, count: page.count, rows: [], next: more.next, lookedThrough: nil)
                }
                return ItemPage(at: page.at, count: page.count, rows: rows, next: page.next, lookedThrough: nil)
            }
        }
    }

    /// Those of some items that are a department's turn or its own, as they stand, by number.
    public func rows(of items: [Int64], of department: String) async throws(StoreError) -> [ItemRow] {
        let viewer = Viewer(department: department, privacy: privacy)
        let picked: SQL = """
            SELECT w.item, w.created_at AS key FROM work_item w
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = ANY (\(items)::bigint[])
               AND \(department) IN (w.department, w.offered_to)
            """
        return try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [jurisdiction] connection throws(PostgresError) in
                try ItemRow.rows(picked, viewer: viewer, in: jurisdiction, on: connection).sorted { $0.item < $1.item }
            }
        }
    }

    /// A page within a caller's transaction.
    static func page(
        _ selection: ItemSelection,
        after cursor: ItemCursor?,
        size: Int = pageSize,
        isCounted: Bool = true,
        viewer: Viewer,
        in jurisdiction: JurisdictionRow,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> ItemPage {
        let at = try moment(on: connection)
        let scope = try ItemScope(selection, viewer: viewer, in: jurisdiction, on: connection)
        guard !scope.isNowhere else {
            return ItemPage(at: at, count: ItemCount(0), rows: [], next: nil, lookedThrough: nil)
        }
        let search = try scope.search(on: connection)
        let isPlain = search.isPlain
        // Where few rows are passed over a few more than a page are mostly enough; then those are all that is looked at.
        let isDense = search.isRecentOnly || search.isOfOnePlace != nil
        var wanted = isPlain ? search.looking(size + 1) : isDense ? search.looking(min(8 * size, search.look)) : search
        var found = try wanted.found(after: cursor, limit: size + 1, on: connection)
        if isDense, found.items.count <= size, found.looked >= wanted.look, wanted.look < search.look {
            wanted = search
            found = try wanted.found(after: cursor, limit: size + 1, on: connection)
        }
        let count =
            !isCounted
            ? ItemCount(0)
            : try total(search, scope, first: cursor == nil && !isPlain && !isDense ? found : nil, on: connection)
        let items = Array(found.items.prefix(size))
        let read = try rows(items, found.keys, viewer: viewer, in: jurisdiction, on: connection)
        let isFull = found.items.count > size
        let isCut = !isFull && found.looked >= wanted.look
        return ItemPage(
            at: at,
            count: count,
            rows: read,
            next: isFull ? read.last?.cursor : isCut ? found.last : nil,
            lookedThrough: isCut && !isPlain ? found.looked : nil
        )
    }

    /// The moment of a transaction, which from here on walks along indexes and never collects and sorts what it could
    /// walk: the planner knows neither how few rows of a walk are read, nor, of an index on a part of a table, how many
    /// rows have a value.
    static func moment(on connection: isolated PostgresConnection) throws(PostgresError) -> Date {
        let at = try connection.first(
            """
            SELECT transaction_timestamp(), set_config('enable_bitmapscan', 'off', true),
                   set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),
                   set_config('max_parallel_workers_per_gather', '0', true)
            """
        ) { row throws(PostgresError) in
            let (at, _, _, _, _) = try row.decode(Date.self, String.self, String.self, String.self, String.self)
            return at
        }
        guard let at else { throw PostgresError(.decoding, detail: "expected a row (clock), found none") }
        return at
    }

    /// How many there are: by an index or a table alone where one can tell, else among those looked at from the beginning.
    private static func total(
        _ search: ItemSearch,
        _ scope: ItemScope,
        first: ItemSearch.Found?,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> ItemCount {
        if search.isPlain { return try search.counted(upTo: countLimit, on: connection) }
        if let place = search.isOfOnePlace {
            let bounded: SQL = "\(scope.standing(place)) LIMIT \(unescaped: String(countLimit + 1))"
            return ItemCount(try ItemSearch.number(bounded, on: connection), upTo: countLimit)
        }
        if let first { return ItemCount(first.number, isMore: first.looked >= search.look) }
        let found = try search.found(after: nil, limit: 1, on: connection)
        return ItemCount(found.number, isMore: found.looked >= search.look)
    }

    /// The rows of some items, in the order they are given.
    private static func rows(
        _ items: [Int64],
        _ keys: [Date],
        viewer: Viewer,
        in jurisdiction: JurisdictionRow,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [ItemRow] {
        guard !items.isEmpty else { return [] }
        let picked: SQL = """
            SELECT item, key FROM unnest(
                \(items)::bigint[], \(Array(keys.prefix(items.count)))::timestamptz[]
            ) AS u (item, key)
            """
        let rows = try ItemRow.rows(picked, viewer: viewer, in: jurisdiction, on: connection)
        let places = Dictionary(items.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return rows.sorted { (places[$0.item] ?? 0) < (places[$1.item] ?? 0) }
    }
}

extension Worklists {
    /// The names of a department's queues, the shortest first.
    public func queues(of department: String) async throws(StoreError) -> [String] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT name FROM queue WHERE jurisdiction = \(jurisdiction.number) AND department = \(department)
                 ORDER BY length(name), name
                """
            ) { row throws(PostgresError) in try row.decode(String.self) }
        }
    }
}
