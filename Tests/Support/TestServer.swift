import Foundation
import Logging
import Postgres
import Store

/// The one PostgreSQL of a test run: the program's own embedded server in a throw-away folder, shut down at exit.
actor TestServer {
    static let shared = TestServer()

    /// The database every test's own is copied from.
    static let template = "tests_template"

    private var starting: Task<EmbeddedPostgres, any Error>?

    /// The server, started and with a migrated template on first use.
    func running() async throws -> EmbeddedPostgres {
        let starting = self.starting ?? Task { try await Self.start() }
        self.starting = starting
        return try await starting.value
    }

    private static func start() async throws -> EmbeddedPostgres {
        var logger = Logger(label: "tests")
        logger.logLevel = .error
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "dispatch311-tests-\(ProcessInfo.processInfo.processIdentifier)")
        let server = try await EmbeddedPostgres.start(dataDirectory: folder.path, logger: logger)
        AtExit.stop(server, removing: folder)
        let admin = PostgresPool(configuration: server.configuration, size: 1, logger: logger)
        // What survives a power cut is not what these tests are about, and a copied database is a lot of files.
        try await admin.execute("ALTER SYSTEM SET fsync = off")
        try await admin.execute("SELECT pg_reload_conf()")
        try await admin.execute("CREATE DATABASE \(unescaped: template)")
        await admin.close()
        var configuration = server.configuration
        configuration.database = template
        _ = try await Schema.migrator.migrate(configuration)
        return server
    }
}
