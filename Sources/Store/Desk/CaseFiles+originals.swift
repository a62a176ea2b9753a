import Postgres
import ServiceRequests

extension CaseFiles {
    /// Which of some completions name an original that is none: their places, in order.
    ///
    /// An original is a service request of this jurisdiction that the department may read, another than the one the item
    /// belongs to, and no duplicate of that one itself. Completions with other outcomes are none of these.
    public func misnamed(_ completions: [Completion], by department: String) async throws(StoreError) -> [Int] {
        var (places, items, originals): ([Int64], [Int64], [Int64]) = ([], [], [])
        for (place, completion) in completions.enumerated() {
            guard case .duplicate(let original) = completion.outcome else { continue }
            places.append(Int64(place))
            items.append(completion.item)
            // No request has a number below one.
            originals.append(jurisdiction.cipher.number(for: original) ?? -1)
        }
        guard !places.isEmpty else { return [] }
        let viewer = Viewer(department: department, privacy: privacy)
        let statement: SQL = """
            SELECT w.place
              FROM unnest(\(places)::bigint[], \(items)::bigint[], \(originals)::bigint[]) AS w (place, item, number)
             WHERE NOT \(viewer.mayRead(in: jurisdiction.number))
                OR EXISTS (
                       SELECT FROM work_item x
                        WHERE x.jurisdiction = \(jurisdiction.number) AND x.item = w.item
                          AND (x.number = w.number OR x.number = (
                                  -- Whoever is a duplicate has the root of its own: there are no longer chains.
                                  SELECT o.parent FROM service_request o
                                   WHERE o.jurisdiction = \(jurisdiction.number) AND o.number = w.number))
                   )
             ORDER BY w.place
            """
        return try await stored { () throws(PostgresError) in
            try await pool.query(statement) { row throws(PostgresError) in try row.decode(Int.self) }
        }
    }
}
