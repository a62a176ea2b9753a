import Postgres
import ServiceRequests

extension RequestReader {
    private struct Locked: Sendable {
        let secret: [UInt8]
        let details: SenderDetails
    }

    /// What the sender of a request is told beside its record; nil for an id that does not exist, and for every key but
    /// the request's own.
    public func senderDetails(of id: String, key: RequestKey) async throws(StoreError) -> SenderDetails? {
        guard let number = jurisdiction.cipher.number(for: id) else { return nil }
        let found = try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT r.secret, r.attributes::text,
                       EXISTS (SELECT FROM contact c WHERE c.jurisdiction = r.jurisdiction AND c.number = r.number)
                  FROM service_request r
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(number)
                """
            ) { row throws(PostgresError) in
                let (secret, answers, hasContact) = try row.decode([UInt8].self, String.self, Bool.self)
                return Locked(secret: secret, details: SenderDetails(answersJSON: answers, hasContact: hasContact))
            }
        }
        guard let found, key.matches(found.secret) else { return nil }
        return found.details
    }
}
