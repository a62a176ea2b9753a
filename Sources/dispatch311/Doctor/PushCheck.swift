import Postgres
import Store

/// Looks whether updates arrive at the systems that the city sends them to.
struct PushCheck: Sendable {
    /// For how long an update may have waited, in seconds, while a server runs.
    static let latest = 3600.0

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow

    /// One check for each client with an address; none where there is none.
    func checks() async throws(StoreError) -> [Check] {
        try await ClientPushes(pool: pool, jurisdiction: jurisdiction).all().map(check)
    }

    private func check(_ push: ClientPushRow) -> Check {
        let name = "\(jurisdiction.code): \(push.client.escaped)"
        guard push.waiting > 0 || push.failures > 0 else { return .good("Updates", "\(name) has them all") }
        let waiting =
            "\(NumberText.count(push.waiting, "update")) on the way, the oldest for "
            + NumberText.span(.seconds(push.delay))
        if let failure = push.lastFailure {
            return .bad(
                "Updates",
                "\(name): \(waiting); \(NumberText.count(push.failures, "try", "tries")) in a row failed: \(failure)",
                remedy: "Ask who runs it, or name another address or key with dispatch311 client push."
            )
        }
        if push.delay > Self.latest {
            return .bad(
                "Updates",
                "\(name): \(waiting)",
                remedy: "Where no server runs, start dispatch311 serve; else it refuses them: see the log."
            )
        }
        return .good("Updates", "\(name): \(waiting)")
    }
}
