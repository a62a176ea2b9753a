import Foundation

/// A program that makes or reads test files.
public enum Tool {
    /// That it is not there, or said no.
    public struct Failure: Error {
        /// Which, and what came of it.
        public let words: String
    }

    /// Where a program is, where it is installed.
    public static func path(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a program to its end; returns what it printed, throws where it failed.
    @discardableResult
    public static func run(_ name: String, _ arguments: [String]) async throws -> [UInt8] {
        guard let path = path(name) else { throw Failure(words: "\(name) is not installed") }
        let output = FileManager.default.temporaryDirectory.appending(path: "tool-\(UUID().uuidString)")
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let printed = try FileHandle(forWritingTo: output)
        defer { try? printed.close() }
        process.standardOutput = printed
        process.standardError = FileHandle.nullDevice
        let code = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                ended.resume(throwing: error)
            }
        }
        guard code == 0 else { throw Failure(words: "\(name) \(arguments): exit code \(code)") }
        return Array(try Data(contentsOf: output))
    }
}
