import Subprocess

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// This program as a process of its own, so that what it measures with stands apart from what it prepares.
enum OwnProgram {
    /// Where this program is.
    static func path() throws(BenchError) -> String {
        guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            throw BenchError("expected /proc/self/exe to say where this program is, found that it does not")
        }
        return path
    }

    /// Runs a command of this program and reads the JSON it prints, the last line of all.
    static func run<Value: Decodable>(_ arguments: [String], as type: Value.Type = Value.self) async throws -> Value {
        let output = try await ChildProgram.output(of: try path(), arguments)
        guard let line = output.split(separator: "\n").last else {
            throw BenchError("expected figures of \(arguments.first ?? ""), found no output")
        }
        return try JSONDecoder().decode(Value.self, from: Data(line.utf8))
    }
}
