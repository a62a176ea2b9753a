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

    /// Where its files lie: in memory where there is room for 2 GB.
    ///
    /// A database is some 500 files. Disks' file systems look for long where to put new ones when as many were removed
    /// just before (ext4 spares what was deleted within five seconds), which took a third of the processors' time.
    private static var room: URL {
        let memory = URL(filePath: "/dev/shm")
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: memory.path)
        let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
        let isOpen = free >= 2_000_000_000 && FileManager.default.isWritableFile(atPath: memory.path)
        return isOpen ? memory : FileManager.default.temporaryDirectory
    }

    private static func start() async throws -> EmbeddedPostgres {
        var logger = Logger(label: "tests")
        logger.logLevel = .error
        let folder = room.appending(path: "dispatch311-tests-\(ProcessInfo.processInfo.processIdentifier)")
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
