import Postgres
public import ServiceRequests

extension RequestReader {
    /// How a request stands to others, and what may be done with it by anybody, or by its owner, who has its key; nil for
    /// an id that does not exist.
    public func ties(
        of id: String,
        isOwner: Bool = false,
        rules: WorkRules = .standard
    ) async throws(StoreError) -> RequestTies? {
        guard let number = jurisdiction.cipher.number(for: id) else { return nil }
        return try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT (SELECT o.number FROM service_request o
                         WHERE o.jurisdiction = r.jurisdiction AND o.number = r.parent AND NOT \(privacy.covers("o"))),
                       (SELECT count(*) FROM service_request d
                         WHERE d.jurisdiction = r.jurisdiction AND d.parent = r.number AND NOT \(privacy.covers("d"))),
                       \(privacy.covers("r")),
                       NOT \(privacy.covers("r")) AND NOT r.withholds_description
                           AND r.service_code = ANY (\(openDescriptions)::text[]),
                       (\(isOwner) OR NOT \(privacy.covers("r"))) AND r.status = 'closed' AND r.reopens < \(rules.maximumReopens)
                           AND r.closed_at > statement_timestamp() - \(rules.reopenWindow)
                           AND EXISTS (SELECT FROM work_item w
                                        WHERE w.jurisdiction = r.jurisdiction AND w.number = r.number
                                          AND w.status = 'closed'),
                       \(isOwner) AND r.status = 'closed' AND r.confirmed_at IS NULL
                           AND EXISTS (SELECT FROM work_item w
                                        WHERE w.jurisdiction = r.jurisdiction AND w.number = r.number
                                          AND w.status = 'closed' AND w.outcome = 'done')
                  FROM service_request r
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(number)
                """
            ) { row throws(PostgresError) in
                let (original, duplicates, isPrivate, isDescribed, mayReopen, mayConfirm) = try row.decode(
                    Int64?.self,
                    Int.self,
                    Bool.self,
                    Bool.self,
                    Bool.self,
                    Bool.self
                )
                return RequestTies(
                    original: original.flatMap { jurisdiction.cipher.id(for: $0)?.text },
                    duplicates: duplicates,
                    isPrivate: isPrivate,
                    isDescribed: isDescribed,
                    mayReopen: mayReopen,
                    mayConfirm: mayConfirm
                )
            }
        }
    }
}
