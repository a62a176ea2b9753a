import Postgres
import ServiceRequests

extension ReportDrafts {
    /// How long after its sending a draft tells the key of what it became.
    public static let linking: Duration = .seconds(3600)

    private struct Link: Sendable {
        let number: Int64
        let secret: [UInt8]
    }

    /// The private link of the request that a draft became: its public id and its key; nil where it is not sent, or was
    /// sent longer ago than `linking`.
    ///
    /// Whoever knows the draft's id has written the request. Its address may lie about in a browser's history, so it
    /// does not tell the key for ever.
    public func link(of draft: ReportDraft.ID) async throws(StoreError) -> (id: String, key: RequestKey)? {
        let link: Link? = try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT r.number, r.secret
                  FROM report_draft d
                  LEFT JOIN idempotency i
                    ON i.jurisdiction = \(jurisdiction.number) AND i.client = \(Self.client) AND i.key = \(draft.text)
                  JOIN service_request r
                    ON r.jurisdiction = \(jurisdiction.number) AND r.number = coalesce(d.number, i.number)
                 WHERE d.jurisdiction = \(jurisdiction.number) AND d.draft = \(draft.bytes)
                   AND r.requested_at > statement_timestamp() - \(Self.linking)
                """
            ) { row throws(PostgresError) in
                let (number, secret) = try row.decode(Int64.self, [UInt8].self)
                return Link(number: number, secret: secret)
            }
        }
        guard let link, let id = jurisdiction.cipher.id(for: link.number), let key = RequestKey(bytes: link.secret)
        else { return nil }
        return (id.text, key)
    }
}
