import FoundationEssentials
import Glibc
import Logging
import Testing

@testable import Postgres

/// A data directory for one test, with the real programs; what is left of it is removed afterwards.
struct DataDirectory {
    let path: String
    let logger = Logger(label: "embedded.test") { _ in SwiftLogNoOpLogHandler() }

    static func temporary(under parts: String = "", _ body: (DataDirectory) async throws -> Void) async throws {
        let root = "/tmp/embedded-test-\(UInt64.random(in: .min ... .max))"
        let directory = DataDirectory(path: root + parts)
        do {
            try await body(directory)
        } catch {
            // The description of a PostgresError says too little for a test's report.
            Issue.record("\(String(reflecting: error))")
            await directory.remove(root)
            throw error
        }
        await directory.remove(root)
    }

    var folder: String { path + "/postgresql" }

    var unfinishedNames: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { $0.contains(".new-") }
    }

    func start(search: ProgramSearch = .installed) async throws(PostgresError) -> EmbeddedPostgres {
        try await EmbeddedPostgres.start(dataDirectory: path, search: search, logger: logger)
    }

    func cluster() throws(PostgresError) -> Cluster {
        try Cluster(dataDirectory: path, search: .installed, logger: logger)
    }

    private func remove(_ root: String) async {
        if FileStatus(folder) != nil, let cluster = try? cluster() {
            if let server = cluster.state.server { kill(server.processID, SIGCONT) }
            try? await cluster.shutDown()
            for folder in SocketFolder.candidates(dataDirectory: cluster.dataDirectory, user: cluster.user) {
                try? FileManager.default.removeItem(atPath: folder)
            }
        }
        try? FileManager.default.removeItem(atPath: root)
    }
}

extension EmbeddedPostgres {
    /// Kills the server and waits until it is dead.
    func murder() async throws {
        kill(try #require(processID), SIGKILL)
        try await poll { processID == nil }
    }

    /// The answer of a session that `psql` opens.
    func answer(_ statement: String) async throws -> String {
        let programs = try await Self.programs
        let result = try await ChildProgram(name: "psql", folder: programs.folder).run([
            "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", socketFolder, "-U", Cluster.name, "-d", Cluster.name,
            "-c", statement,
        ])
        try #require(result.succeeded, "\(result.output)")
        return result.output.split(separator: "\n").joined(separator: " ")
    }
}

/// Asks until the answer is yes; records an issue when it still is no after `limit` and a hundred looks.
func poll(
    within limit: Duration = .seconds(20),
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    var looks = 0
    while try await !condition() {
        looks += 1
        let mayCome = looks < 100 || ContinuousClock.now < deadline
        try #require(mayCome, "not so within \(limit)", sourceLocation: sourceLocation)
        try await Task.sleep(for: .milliseconds(5))
    }
}
