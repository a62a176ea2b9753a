import Glibc
import Logging
import Postgres
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A database server in a temporary folder and the server processes on it, gone when the measurement is over.
struct Stage: Sendable {
    /// The jurisdiction that is served.
    static let jurisdiction = "nyc"

    /// Where each server listens.
    let servers: [String]
    /// The measurement's own way to the database.
    let pool: PostgresPool
    /// The databases, one for each server where so many were asked for; else the one.
    let databases: [BenchDatabase]
    /// A folder for the measurement's files.
    let folder: String

    /// Runs a measurement on so many servers, all on one database, or each on its own where names are given.
    ///
    /// However it ends, by an error, Ctrl-C, SIGTERM or a lost terminal, no process and no folder of it stays.
    static func with(
        servers count: Int = 0,
        databases names: [String] = [],
        _ body: @escaping @Sendable (Stage) async throws -> Void
    ) async throws {
        Interruption.listen()
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "dispatch311-bench-\(ProcessInfo.processInfo.processIdentifier)"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = try await EmbeddedPostgres.start(dataDirectory: folder.path, logger: .bench)
        let pool = PostgresPool(configuration: server.configuration, size: 4, logger: .bench)
        let result: Result<Void, any Error>
        do {
            try await Interruption.watch {
                try await run(count, names, on: server, pool, in: folder, body)
            } hurry: {
                // Whoever waits for a statement is told by its end; nothing of the data is needed any more.
                if let postmaster = server.processID { kill(postmaster, SIGQUIT) }
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await pool.close()
        await server.stop()
        await discard(server)
        try result.get()
    }

    private static func run(
        _ count: Int,
        _ names: [String],
        on server: EmbeddedPostgres,
        _ pool: PostgresPool,
        in folder: URL,
        _ body: @escaping @Sendable (Stage) async throws -> Void
    ) async throws {
        let files = folder.appending(path: "bench")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        let main = BenchDatabase(
            configuration: server.configuration,
            socketFolder: server.socketFolder,
            logFolder: "\(folder.path)/log"
        )
        var databases: [BenchDatabase] = []
        for name in names { databases.append(try await main.sibling(name)) }
        let places =
            names.isEmpty
            ? Array(repeating: ["--data-dir", folder.path], count: count)
            : databases.map { ["--database", $0.url] }
        if databases.isEmpty { databases = [main] }
        try await ServerProcess.with(places) { [databases] servers in
            try await body(
                Stage(
                    servers: servers,
                    pool: pool,
                    databases: databases,
                    folder: files.path
                )
            )
        }
    }

    /// What is left where the server did not end by itself: one that a killed process had started again, or the folder
    /// of the socket of one that was cut off.
    private static func discard(_ server: EmbeddedPostgres) async {
        for signal in [SIGQUIT, SIGKILL] {
            guard let postmaster = server.processID else { break }
            kill(postmaster, signal)
            for _ in 0..<500 where server.processID == postmaster {
                // Also in a cancelled task: the folder may go only after it.
                await Task { try? await Task.sleep(for: .milliseconds(10)) }.value
            }
        }
        try? FileManager.default.removeItem(atPath: server.socketFolder)
    }

    /// A new key of a department.
    func key(of department: String) async throws -> String {
        let row = try await Jurisdictions(pool: pool).open(Self.jurisdiction)
        return try await APIKeys(pool: pool).create(department: department, label: "bench", in: row).text
    }
}
