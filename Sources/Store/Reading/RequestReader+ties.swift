import Postgres
public import ServiceRequests

extension RequestReader {
    /// How a request stands to others; nil for an id that does not exist.
    public func ties(of id: String, rules: WorkRules = .standard) async throws(StoreError) -> RequestTies? {
        guard let number = jurisdiction.cipher.number(for: id) else { return nil }
        return try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT (SELECT o.number FROM service_request o
                         WHERE o.jurisdiction = r.jurisdiction AND o.number = r.parent AND NOT \(privacy.covers("o"))),
                       (SELECT count(*) FROM service_request d
                         WHERE d.jurisdiction = r.jurisdiction AND d.parent = r.number AND NOT \(privacy.covers("d"))),
                       \(privacy.covers("r")),
                       NOT \(privacy.covers("r")) AND r.status = 'closed' AND r.reopens < \(rules.maximumReopens)
                           AND r.closed_at > statement_timestamp() - \(rules.reopenWindow)
                           AND EXISTS (SELECT FROM work_item w
                                        WHERE w.jurisdiction = r.jurisdiction AND w.number = r.number
                                          AND w.status = 'closed')
                  FROM service_request r
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(number)
                """
            ) { row throws(PostgresError) in
                let (original, duplicates, isPrivate, mayReopen) = try row.decode(
                    Int64?.self,
                    Int.self,
                    Bool.self,
                    Bool.self
                )
                return RequestTies(
                    original: original.flatMap { jurisdiction.cipher.id(for: $0)?.text },
                    duplicates: duplicates,
                    isPrivate: isPrivate,
                    mayReopen: mayReopen
                )
            }
        }
    }
}
