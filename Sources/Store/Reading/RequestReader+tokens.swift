import Postgres
import ServiceRequests

extension RequestReader {
    /// What a token has become.
    public struct Ticket: Sendable, Hashable {
        /// The token as it was given out.
        public let token: String
        /// The id of its request; nil while that is not out.
        public let id: String?
    }

    /// What a token of a batch service's request has become; nil for anything that was never given out as one.
    public func ticket(_ token: String) async throws(StoreError) -> Ticket? {
        guard let number = jurisdiction.tokens.number(for: token), let text = jurisdiction.tokens.token(for: number)
        else { return nil }
        let isOut = try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT \(UntoldRule.isOut("r")) FROM service_request r
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(number) AND r.reply = 'token'
                """
            ) { row in try row.decode(Bool.self) }
        }
        return isOut.map { Ticket(token: text, id: $0 ? jurisdiction.cipher.id(for: number)?.text : nil) }
    }
}
