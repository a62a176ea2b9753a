public import Postgres
import ServiceRequests

/// A jurisdiction that other systems try things out in: it takes so many requests a day, moves them by itself and forgets
/// them.
public struct Sandbox: Sendable {
    /// What was forgotten.
    public struct Forgotten: Sendable, Hashable {
        /// How many requests.
        public let requests: Int
        /// The photos whose files are to be removed, by their names.
        public let photos: [[UInt8]]
    }

    /// What stands in the history as who moves its requests.
    static let worker = "sandbox"

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow
    let rules: SandboxRules

    /// Works on nobody's behalf, through a pool it does not own; `jurisdiction` must be a sandbox's.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, rules: SandboxRules) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        self.rules = rules
    }

    /// Whether it has taken so many requests in the last 24 hours.
    public func hasTaken(_ most: Int) async throws(StoreError) -> Bool {
        let taken = try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT count(*) FROM (
                    SELECT FROM service_request
                     WHERE jurisdiction = \(jurisdiction.number)
                       AND requested_at > statement_timestamp() - interval '24 hours'
                     LIMIT \(most)
                ) AS lately
                """
            ) { row in try row.decode(Int.self) }
        }
        return try taken.orMissing("count") >= most
    }

    /// Forgets at most so many requests that were kept long enough, with everything of theirs.
    public func forgetOld(limit: Int) async throws(StoreError) -> Forgotten {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT requests, photos
                  FROM forget_sandbox(\(jurisdiction.number), \(rules.keeping), \(Int32(clamping: limit)))
                """
            ) { row throws(PostgresError) in
                let (requests, photos) = try row.decode(Int.self, [[UInt8]].self)
                return Forgotten(requests: requests, photos: photos)
            }
        }.orMissing("what was forgotten")
    }
}
