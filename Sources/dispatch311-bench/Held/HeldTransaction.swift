import Postgres

/// A transaction that has a number and does nothing more.
actor HeldTransaction {
    private let database: BenchDatabase
    private var connection: PostgresConnection?

    init(database: BenchDatabase) { self.database = database }

    /// Opens it; a second call does nothing.
    func open() async throws {
        guard connection == nil else { return }
        var configuration = database.configuration
        configuration.settings["idle_in_transaction_session_timeout"] = "0"
        let opened = try await PostgresConnection.open(configuration)
        guard connection == nil else { return await opened.close() }
        connection = opened
        try await opened.script("BEGIN; SELECT pg_current_xact_id()")
    }

    /// Ends it.
    func close() async {
        await connection?.close()
        connection = nil
    }
}
