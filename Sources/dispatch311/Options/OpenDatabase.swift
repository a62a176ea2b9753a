import Postgres

/// A database that can be connected to, and what runs it.
struct OpenDatabase: Sendable {
    /// How a session is opened.
    let configuration: PostgresConfiguration
    /// The program's own server, where it is one.
    let embedded: EmbeddedPostgres?

    /// Detaches from the program's own server; the last process stops it.
    func close() async {
        await embedded?.stop()
    }

    /// Brings the tables up to date; says which steps it took.
    func migrate() async throws(CommandError) -> [String] { try await SchemaWords.migrate(self) }
}
