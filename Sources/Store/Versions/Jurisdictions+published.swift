import Postgres

extension Jurisdictions {
    /// The number of every jurisdiction's latest publication, by the jurisdiction's code.
    ///
    /// With the recognition of a key the one question that is asked across jurisdictions: whoever waits for news asks it.
    public func published() async throws(StoreError) -> [String: Int] {
        let rows = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT j.code, latest.publication
                  FROM jurisdiction j CROSS JOIN LATERAL (
                      SELECT p.publication FROM publication p
                       WHERE p.jurisdiction = j.jurisdiction ORDER BY p.publication DESC LIMIT 1
                  ) AS latest
                """
            ) { row throws(PostgresError) in
                let (code, number) = try row.decode(String.self, Int.self)
                return Latest(code: code, number: number)
            }
        }
        return Dictionary(rows.map { ($0.code, $0.number) }, uniquingKeysWith: { first, _ in first })
    }

    private struct Latest: Sendable {
        let code: String
        let number: Int
    }
}
