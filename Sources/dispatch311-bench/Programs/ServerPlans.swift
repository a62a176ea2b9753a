import Postgres
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The plans the server really made for the statements of a list, from its own log.
struct ServerPlans: Sendable {
    let database: BenchDatabase
    let report: BenchReport

    /// Reads something once, as the service role, and prints the plans of its statements.
    func print(_ name: String, _ read: (PostgresPool) async throws -> Void) async throws {
        let mark = "plan-\(name)"
        var configuration = DatabaseRole.service.sessions(with: database.configuration)
        configuration.applicationName = mark
        configuration.settings["session_preload_libraries"] = "auto_explain"
        configuration.settings["auto_explain.log_min_duration"] = "0"
        configuration.settings["auto_explain.log_analyze"] = "on"
        configuration.settings["auto_explain.log_buffers"] = "on"
        let pool = PostgresPool(configuration: configuration, size: 1, logger: .bench)
        let result: Result<Void, any Error>
        do {
            result = .success(try await read(pool))
        } catch {
            result = .failure(error)
        }
        await pool.close()
        try result.get()
        try await Task.sleep(for: .milliseconds(300))
        report.text("# \(name)")
        for line in try lines(of: mark) { report.text(line) }
    }

    private func lines(of mark: String) throws -> [String] {
        let files = try FileManager.default.contentsOfDirectory(atPath: database.logFolder)
        var found: [String] = []
        for file in files.filter({ $0.hasPrefix("postgresql-") }).sorted() {
            let text = try Data(contentsOf: URL(filePath: "\(database.logFolder)/\(file)"))
            var isOurs = false
            for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
                if !line.hasPrefix("\t") { isOurs = line.contains(" \(mark) ") && line.contains("plan:") }
                if isOurs { found.append(String(line)) }
            }
        }
        return found
    }
}
