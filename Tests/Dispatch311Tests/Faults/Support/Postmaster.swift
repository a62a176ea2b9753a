import Foundation
import Postgres

/// The PostgreSQL server of a data directory, as its own file tells, to be killed and stopped.
struct Postmaster: Equatable {
    let processID: Int32
    let socketFolder: String

    /// The one whose file is there; it may have died.
    init?(dataDirectory: String) {
        let file = "\(dataDirectory)/postgresql/postmaster.pid"
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 4, let processID = Int32(lines[0]) else { return nil }
        self.processID = processID
        socketFolder = String(lines[4])
    }

    /// Its children: sessions and its own helpers.
    var children: [Int32] {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(processID)/task")) ?? []
        return tasks.flatMap { task -> [Int32] in
            let list = try? String(contentsOfFile: "/proc/\(processID)/task/\(task)/children", encoding: .utf8)
            return (list ?? "").split(separator: " ").compactMap { Int32($0) }
        }
    }

    /// Sends it and all its children a signal.
    func signalAll(_ signal: Int32) {
        for process in [processID] + children { kill(process, signal) }
    }

    /// Whether there is such a process; one that ended and was not yet waited for is none.
    var isAlive: Bool {
        let status = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8)
        return status.map { !$0.contains(") Z ") } ?? false
    }

    /// How a session with it is opened.
    var configuration: PostgresConfiguration {
        PostgresConfiguration(socketFolder: socketFolder, database: "dispatch311", user: "dispatch311")
    }

    /// The first cell of a statement's first row, through a session of its own.
    func number(_ sql: SQL) async throws -> Int {
        let connection = try await PostgresConnection.open(configuration)
        do {
            let value = try await connection.first(sql) { row in try row.decode(Int.self) }
            await connection.close()
            return value ?? 0
        } catch {
            await connection.close()
            throw error
        }
    }

    /// The same of a server under fire: asked again while it takes the one who asks along.
    func numberUnderFire(_ sql: SQL) async throws -> Int {
        let deadline = ContinuousClock.now + FaultPlan.limit
        while true {
            do {
                return try await number(sql)
            } catch let error as PostgresError where error.isTransient && ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}
