import Logging
import Postgres
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A database in a temporary folder and the server processes on it, gone when the measurement is over.
struct Stage: Sendable {
    /// The jurisdiction that is served.
    static let jurisdiction = "nyc"

    /// Where each server listens.
    let servers: [String]
    /// The measurement's own way to the database.
    let pool: PostgresPool
    /// PostgreSQL's version.
    let version: String

    /// Runs a measurement on so many servers.
    static func with(servers count: Int, _ body: @Sendable (Stage) async throws -> Void) async throws {
        var logger = Logger(label: "dispatch311-bench")
        logger.logLevel = .error
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "dispatch311-bench-\(ProcessInfo.processInfo.processIdentifier)"
        )
        let database = try await EmbeddedPostgres.start(dataDirectory: folder.path, logger: logger)
        let pool = PostgresPool(configuration: database.configuration, size: 4, logger: logger)
        let result: Result<Void, any Error>
        do {
            let version = try await pool.first("SHOW server_version") { row throws(PostgresError) in
                try row.decode(String.self)
            }
            try await ServerProcess.with(count, dataDirectory: folder.path) { servers in
                try await body(Stage(servers: servers, pool: pool, version: version ?? "unknown"))
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await pool.close()
        await database.stop()
        try? FileManager.default.removeItem(at: folder)
        try result.get()
    }

    /// A new key of a department.
    func key(of department: String) async throws -> String {
        let row = try await Jurisdictions(pool: pool).open(Self.jurisdiction)
        return try await APIKeys(pool: pool).create(department: department, label: "bench", in: row).text
    }
}
