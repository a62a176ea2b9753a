import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A transaction that has a number and does nothing more.
actor HeldTransaction {
    private let database: BenchDatabase
    // What the server knows its session by.
    private let name = "bench-held-\(UUID().uuidString)"
    private var connection: PostgresConnection?
    private var number: Int?

    init(database: BenchDatabase) { self.database = database }

    /// Opens it; a second call does nothing.
    func open() async throws {
        guard connection == nil else { return }
        var configuration = database.configuration
        configuration.applicationName = name
        configuration.settings["idle_in_transaction_session_timeout"] = "0"
        let opened = try await PostgresConnection.open(configuration)
        guard connection == nil else { return await opened.close() }
        connection = opened
        try await opened.script("BEGIN; SELECT pg_current_xact_id()")
        number = try await numberNow()
    }

    /// Throws where it is not open any more, with the number it began with.
    func check() async throws {
        let now = try await numberNow()
        guard let number, number > 0, now == number else {
            throw BenchError(
                "expected transaction \(number ?? 0) open till the end, found \(now == 0 ? "none" : "\(now)")"
            )
        }
    }

    /// Ends it.
    func close() async {
        await connection?.close()
        connection = nil
    }

    /// The number the server has for its session; 0 where it has none.
    private func numberNow() async throws -> Int {
        try await database.number(
            """
            SELECT backend_xid::text::bigint FROM pg_stat_activity
             WHERE application_name = \(name) AND state = 'idle in transaction'
            """
        )
    }
}
