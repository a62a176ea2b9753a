import Foundation
import TestSupport

/// Prometheus's own checker (Debian's prometheus).
enum Promtool {
    static let isInstalled = Tool.path("promtool") != nil
    static let absence = "promtool is not installed (Debian: prometheus), so nothing was checked with it"

    /// What `promtool check …` or `test …` says with this on its standard input or of these files; empty where all is
    /// well and nothing is said.
    static func check(_ words: String..., input: String) async throws -> String {
        try await run(["check"] + words, input: input).output
    }

    static func run(_ arguments: [String], input: String = "") async throws -> (code: Int32, output: String) {
        guard let path = Tool.path("promtool") else { throw Missing(what: "promtool") }
        let folder = FileManager.default.temporaryDirectory
        let (given, said) = (folder.appending(path: UUID().uuidString), folder.appending(path: UUID().uuidString))
        for (file, text) in [(given, input), (said, "")] { try Data(text.utf8).write(to: file) }
        defer { for file in [given, said] { try? FileManager.default.removeItem(at: file) } }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: given)
        let output = try FileHandle(forWritingTo: said)
        (process.standardOutput, process.standardError) = (output, output)
        let code = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
        return (code, String(decoding: try Data(contentsOf: said), as: UTF8.self))
    }
}
