import Glibc
import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The PostgreSQL server of a data directory as its own file tells: asked and killed past the servers that use it.
struct ChaosDatabase: Sendable {
    let dataDirectory: String

    private var folder: String { dataDirectory + "/postgresql" }

    private var lines: [Substring] {
        let path = "\(folder)/postmaster.pid"
        let text = (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The postmaster; nil where there is none.
    var processID: pid_t? {
        lines.first.flatMap { pid_t($0) }.flatMap { isProcess($0) ? $0 : nil }
    }

    /// Whether a process is one of PostgreSQL's that works in this data directory, and not a stranger who has got the
    /// number of one that is gone.
    func isProcess(_ number: pid_t) -> Bool {
        guard number > 1, let comm = try? Data(contentsOf: URL(filePath: "/proc/\(number)/comm")),
            String(decoding: comm, as: UTF8.self).hasPrefix("postgres"),
            let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(number)/cwd")
        else { return false }
        return place == URL(filePath: folder).resolvingSymlinksInPath().path
    }

    /// Kills one of its processes as a power cut would; false where it is none.
    func kill(_ number: pid_t) -> Bool { isProcess(number) && Glibc.kill(number, SIGKILL) == 0 }

    /// Where its socket lies.
    var socketFolder: String? { lines.count > 4 && !lines[4].isEmpty ? String(lines[4]) : nil }

    /// A way to it; throws while there is none.
    func configuration() throws(BenchError) -> PostgresConfiguration {
        guard let socketFolder else { throw BenchError("expected a database in \(dataDirectory), found none") }
        return PostgresConfiguration(socketFolder: socketFolder, database: "dispatch311", user: "dispatch311")
    }

    /// Works on a connection of its own.
    func with<Value: Sendable>(
        _ work: (isolated PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await PostgresConnection.open(configuration())
        do {
            let value = try await work(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    /// The rows of a statement, each of one text.
    func texts(_ sql: SQL) async throws -> [String] {
        try await with { connection in
            try connection.query(sql, deadline: .seconds(60)) { row throws(PostgresError) in
                try row.decode(String.self)
            }
        }
    }

    /// The one number of a statement.
    func number(_ sql: SQL) async throws -> Int {
        try await with { connection in
            try connection.first(sql, deadline: .seconds(60)) { row throws(PostgresError) in
                try row.decode(Int.self)
            } ?? 0
        }
    }

    /// The same of a server under fire: asked again while it takes the one who asks along.
    func patient<Value: Sendable>(
        _ limit: Duration = .seconds(60),
        _ ask: () async throws -> Value
    ) async throws -> Value {
        let deadline = ContinuousClock.now + limit
        while true {
            do {
                return try await ask()
            } catch {
                guard ContinuousClock.now < deadline else { throw error }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }
}
