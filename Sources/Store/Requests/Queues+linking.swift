import Postgres
import ServiceRequests

extension Queues {
    private struct Pair: Sendable {
        let number: Int64
        let original: Int64
    }

    /// Closes items, and ties the requests of those that are duplicates to their originals, all of it or nothing.
    func linking(
        _ completions: [Completion],
        by worker: Worker,
        on connection: isolated PostgresConnection,
        _ close: @Sendable (isolated PostgresConnection) throws(PostgresError) -> [ItemResult]
    ) throws(PostgresError) -> [ItemResult] {
        var named: [Int64: Int64?] = [:]
        for completion in completions where named[completion.item] == nil {
            // Of an item named twice the first word counts.
            var original: Int64?
            if case .duplicate(let id) = completion.outcome { original = jurisdiction.cipher.number(for: id) }
            named.updateValue(original, forKey: completion.item)
        }
        let originals = named.compactMapValues(\.self)
        guard !originals.isEmpty else { return try close(connection) }
        return try connection.retried { connection throws(PostgresError) in
            let results = try close(connection)
            let items = results.filter { $0.outcome == .ok && originals[$0.item] != nil }.map(\.item)
            try link(items, to: items.compactMap { originals[$0] }, by: worker, on: connection)
            return results
        }
    }

    /// Ties the requests of items to the originals in the same places, in the order of their numbers.
    private func link(
        _ items: [Int64],
        to originals: [Int64],
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        guard !items.isEmpty else { return }
        let pairs = try connection.query(
            """
            SELECT w.number, a.original
              FROM unnest(\(items)::bigint[], \(originals)::bigint[]) AS a (item, original)
              JOIN work_item w ON w.jurisdiction = \(jurisdiction.number) AND w.item = a.item
              JOIN service_request r ON r.jurisdiction = \(jurisdiction.number) AND r.number = w.number
             WHERE r.parent IS NULL
             ORDER BY w.number, w.leg
            """
        ) { row throws(PostgresError) in
            let (number, original) = try row.decode(Int64.self, Int64.self)
            return Pair(number: number, original: original)
        }
        var linked: Set<Int64> = []
        for pair in pairs where linked.insert(pair.number).inserted {
            guard let root = try root(of: pair, on: connection), root != pair.number else { continue }
            try tie(pair.number, to: root, by: worker, on: connection)
        }
    }

    /// The request that a request's original repeats in the end, under lock; nil where there is no such request.
    ///
    /// It may be private and another department's, and is not shown here: the database finds it and keeps the rest.
    private func root(of pair: Pair, on connection: isolated PostgresConnection) throws(PostgresError) -> Int64? {
        var number = pair.original
        // Chains have one link; another appears only while somebody makes it.
        for _ in 0..<5 {
            let parent: Int64?? = try connection.first(
                "SELECT parent FROM lock_original(\(jurisdiction.number), \(pair.number), \(number))"
            ) { row throws(PostgresError) in try row.decode(Int64?.self) }
            guard let parent else { return nil }
            guard let parent else { return number }
            number = parent
        }
        return nil
    }

    /// Writes the tie, also for those that had the request for their original, and tells the original's history.
    private func tie(
        _ number: Int64,
        to root: Int64,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        let isTied = try connection.first(
            """
            SELECT tie_duplicate(\(jurisdiction.number), \(number), \(root), \(worker.actor),
                                 \(jurisdiction.cipher.id(for: number)?.text))
            """
        ) { row throws(PostgresError) in try row.decode(Bool.self) }
        guard isTied == true else {
            throw PostgresError(
                .server(.insufficientPrivilege),
                detail: "expected a request that its department may tie to another, found one that it may not",
                isRowRefused: true
            )
        }
    }
}
