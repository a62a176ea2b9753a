import Postgres
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The statements that `Store` really sends, with their values, as the server logged them: what pgbench is to send too.
///
/// They are taken from the server, not spelled again, so that they are those of this very build.
enum StatementCapture {
    /// Runs work on a pool of one connection and gives the statements that begin with WITH, in their order.
    static func statements(
        in database: BenchDatabase,
        _ work: @Sendable (PostgresPool) async throws -> Void
    ) async throws -> [CapturedStatement] {
        // Its own name in the log, apart from earlier captures.
        let name = "bench-\(UUID().uuidString.prefix(8))"
        var configuration = database.configuration
        configuration.applicationName = name
        configuration.settings["log_min_duration_statement"] = "0"
        configuration.settings["log_error_verbosity"] = "default"
        let pool = PostgresPool(configuration: configuration, size: 1, logger: .bench)
        let result: Result<[String: [String]], any Error>
        do {
            try await work(pool)
            // The last line, so that it is known when the log is whole.
            let rows = try await pool.query(
                "WITH bench_end AS (SELECT) SELECT statement, parameter_types::text[] FROM pg_prepared_statements"
            ) { row throws(PostgresError) in
                let (text, types) = try row.decode(String.self, [String].self)
                return Prepared(text: text, types: types)
            }
            result = .success(Dictionary(rows.map { ($0.text, $0.types) }, uniquingKeysWith: { first, _ in first }))
        } catch {
            result = .failure(error)
        }
        await pool.close()
        let types = try result.get()
        for _ in 0..<100 {
            let entries = try entries(of: name, in: database.logFolder)
            if entries.last?.text.hasPrefix("WITH bench_end") == true {
                return try entries.dropLast().map { try CapturedStatement($0.text, $0.values, types: types[$0.text]) }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw BenchError("expected the statements in \(database.logFolder), found no end of them")
    }

    private struct Prepared: Sendable {
        let text: String
        let types: [String]
    }

    private struct Entry {
        var text: String
        var values: String = ""
    }

    /// What this connection executed: an entry's further lines begin with a tab, its values are the line behind it.
    private static func entries(of name: String, in folder: String) throws -> [Entry] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("postgresql-") }
        var entries: [Entry] = []
        var isOpen = false
        for file in files.sorted() {
            let text = String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(file)")), as: UTF8.self)
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                if line.hasPrefix("\t") {
                    if isOpen, !entries.isEmpty { entries[entries.count - 1].text += "\n" + line.dropFirst() }
                } else if line.contains(" \(name) LOG:"), let start = line.firstRange(of: "  execute ") {
                    let statement = line[start.upperBound...].drop { $0 != ":" }.dropFirst(2)
                    isOpen = statement.hasPrefix("WITH")
                    if isOpen { entries.append(Entry(text: String(statement))) }
                } else if isOpen, line.contains(" \(name) DETAIL:"), let start = line.firstRange(of: "parameters: ") {
                    entries[entries.count - 1].values = String(line[start.upperBound...])
                    isOpen = false
                } else {
                    isOpen = false
                }
            }
        }
        return entries
    }
}
