import Postgres
public import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RequestReader {
    /// How far totals are counted.
    public static let countLimit = 10_000
    /// How many are looked at for one part of a list where an index cannot tell which belong to it.
    ///
    /// Lists by time, service, department and status alone are always whole.
    public static let lookLimit = 100_000
    /// The same where words are looked for in them.
    public static let wordLimit = 20_000

    /// A part of a list as everybody may see it, newest first, with the total of the same moment; nil where the query goes
    /// on after a request that there is not.
    ///
    /// Of a query by ids everything is in the one part. Without `isCounted` the count is 0.
    public func page(
        _ query: ServiceRequest.Query,
        isCounted: Bool = true
    ) async throws(StoreError) -> RequestPage? {
        guard case .window(let start, let end) = query.selection else {
            let records = try await records(query)
            return RequestPage(records: records, count: ItemCount(records.count), next: nil, isCutShort: false)
        }
        let search = RequestSearch(
            query: query,
            start: start,
            end: end,
            reader: self
        )
        let part: RequestPage? = try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { connection throws(PostgresError) in
                try read(search, isCounted: isCounted, on: connection)
            }
        }
        guard let part else { return nil }
        return RequestPage(
            records: try await hidingOriginals(part.records),
            count: part.count,
            next: part.next,
            isCutShort: part.isCutShort
        )
    }

    private func read(
        _ search: RequestSearch,
        isCounted: Bool,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> RequestPage? {
        // Walks along indexes, as staff's lists do; and never reads all of one to sort what a walk has in order: the planner
        // takes the one for services for that, which it need not leave for a look at the rows.
        _ = try Worklists.moment(on: connection)
        try sorts(false, on: connection)
        var cursor: RequestCursor?
        if let after = search.query.after {
            guard let place = try place(of: after, on: connection) else { return nil }
            cursor = place
        }
        let walk = try RequestWalk(search, after: cursor, on: connection)
        let count = isCounted ? try walk.total(on: connection) : ItemCount(0)
        // These few are read by their keys, and then sorted.
        try sorts(true, on: connection)
        let records = try connection.query(statement(of: walk.numbers)) { row throws(PostgresError) in
            try record(row)
        }
        return RequestPage(
            records: records,
            count: count,
            next: walk.next.flatMap { jurisdiction.cipher.id(for: $0.number)?.text },
            isCutShort: walk.isCutShort
        )
    }

    /// Whether what comes next in the transaction may sort what it has collected.
    private func sorts(_ isAllowed: Bool, on connection: isolated PostgresConnection) throws(PostgresError) {
        _ = try connection.first("SELECT set_config('enable_sort', \(isAllowed ? "on" : "off"), true)") {
            row throws(PostgresError) in try row.decode(String.self)
        }
    }

    /// Where a request stands in every list; nil where there is none of this id.
    private func place(
        of id: String,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> RequestCursor? {
        guard let number = jurisdiction.cipher.number(for: id) else { return nil }
        return try connection.first(
            """
            SELECT r.requested_at FROM service_request r
             WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(number)
            """
        ) { row throws(PostgresError) in RequestCursor(at: try row.decode(Date.self), number: number) }
    }
}
