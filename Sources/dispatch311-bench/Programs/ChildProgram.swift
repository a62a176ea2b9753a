import Subprocess
import SystemPackage

/// Another program, run to its end.
enum ChildProgram {
    /// What it printed; throws with the end of its errors where it failed.
    static func output(
        of program: String,
        _ arguments: [String],
        environment: [String: String] = [:]
    ) async throws -> String {
        let changes = environment.reduce(into: [Environment.Key: String?]()) { all, pair in
            if let key = Environment.Key(rawValue: pair.key) { all[key] = pair.value }
        }
        let ended = try await Subprocess.run(
            .path(FilePath(program)),
            arguments: Arguments(arguments),
            environment: .inherit.updating(changes),
            input: .none,
            output: .string(limit: 16 << 20),
            error: .string(limit: 16 << 20)
        )
        guard ended.terminationStatus.isSuccess else {
            let end = ended.standardError.split(separator: "\n").suffix(6).joined(separator: "\n  ")
            throw BenchError(
                "expected \(program) \(arguments.first ?? "") to succeed, found \(ended.terminationStatus):\n  \(end)"
            )
        }
        return ended.standardOutput
    }
}
