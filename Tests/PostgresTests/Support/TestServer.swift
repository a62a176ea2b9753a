import Foundation
import Testing

@testable import Postgres

/// One throw-away PostgreSQL for this test process, on a unix socket only.
///
/// It lives in a folder of its own below the temporary folder and is stopped and deleted when the process exits; what an
/// earlier process could not clean up is deleted at the next start.
enum TestServer {
    /// Where the server listens; made at the first use.
    static var configuration: PostgresConfiguration {
        get throws { try started.get() }
    }

    static func open() async throws -> PostgresConnection {
        try await PostgresConnection.open(try configuration)
    }

    private static let started = Result { try start() }

    private static let prefix = "/tmp/d311-test-"

    private static func start() throws -> PostgresConfiguration {
        removeLeftovers()
        let folder = "\(prefix)\(ProcessInfo.processInfo.processIdentifier)"
        let data = folder + "/data"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if getuid() == 0 { try run("chown", ["postgres", folder], asServer: false) }
        let programs = try programFolder()
        try run(
            programs + "/initdb",
            ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync"]
        )
        try run(
            programs + "/pg_ctl",
            [
                "-D", data, "-w", "-l", folder + "/log", "-o",
                "-c listen_addresses='' -c unix_socket_directories=\(folder) -c fsync=off -c max_connections=250 "
                    + "-c synchronous_standby_names=nobody -c synchronous_commit=local",
                "start",
            ]
        )
        stopCommand = programs + "/pg_ctl"
        serverFolder = folder
        atexit { TestServer.stop() }
        return PostgresConfiguration(socketFolder: folder, database: "postgres", user: "postgres")
    }

    // Written once, before the handler that reads them is installed.
    private nonisolated(unsafe) static var stopCommand = ""
    private nonisolated(unsafe) static var serverFolder = ""

    private static func stop() {
        try? run(stopCommand, ["-D", serverFolder + "/data", "-m", "immediate", "stop"])
        try? FileManager.default.removeItem(atPath: serverFolder)
    }

    private static func removeLeftovers() {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
        for name in found where "/tmp/\(name)".hasPrefix(prefix) {
            guard let owner = Int32("/tmp/\(name)".dropFirst(prefix.count)), kill(owner, 0) != 0 else { continue }
            if let programs = try? programFolder() {
                try? run(programs + "/pg_ctl", ["-D", "/tmp/\(name)/data", "-m", "immediate", "stop"])
            }
            try? FileManager.default.removeItem(atPath: "/tmp/\(name)")
        }
    }

    private static func programFolder() throws -> String {
        let debian = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []).compactMap { Int($0) }
        var folders = versions.sorted(by: >).map { "\(debian)/\($0)/bin" }
        folders += (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let found = folders.first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
        return try #require(found, "expected PostgreSQL's initdb in \(debian)/*/bin or PATH")
    }

    struct ProgramFailed: Error {
        let program: String
        let output: String
    }

    /// Runs a program to its end; PostgreSQL's own refuse to run as root.
    private static func run(_ program: String, _ arguments: [String], asServer: Bool = true) throws {
        let user = asServer && getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : []
        let words = ["/usr/bin/env", "-C", "/tmp"] + user + [program] + arguments
        // A file and not a pipe: the server it starts would keep a pipe open for ever. Foundation's `Process` is out for
        // the same reason: it waits until nobody holds a socket the server inherits.
        let log = "\(prefix)\(UUID().uuidString).log"
        defer { unlink(log) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var child = pid_t()
        var pointers = words.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        var status: Int32 = -1
        guard posix_spawn(&child, "/usr/bin/env", &actions, nil, pointers, environ) == 0,
            waitpid(child, &status, 0) == child, status == 0
        else {
            throw ProgramFailed(program: program, output: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
        }
    }
}
