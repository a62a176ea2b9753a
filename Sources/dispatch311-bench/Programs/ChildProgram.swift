import Subprocess

/// Another program, run to its end.
enum ChildProgram {
    /// What it printed; throws with the end of its errors where it failed.
    static func output(
        of program: String,
        _ arguments: [String],
        environment: [String: String] = [:]
    ) async throws -> String {
        try await streams(of: program, arguments, environment: environment).output
    }

    /// The same with what it wrote to standard error.
    static func streams(
        of program: String,
        _ arguments: [String],
        environment: [String: String] = [:]
    ) async throws -> (output: String, errors: String) {
        let changes = environment.reduce(into: [Environment.Key: String?]()) { all, pair in
            if let key = Environment.Key(rawValue: pair.key) { all[key] = pair.value }
        }
        let ended = try await Subprocess.run(
            .name("env"),
            arguments: Arguments([program] + arguments),
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
        return (ended.standardOutput, ended.standardError)
    }
}

extension ChildProgram {
    /// The lines it prints, each told by its number as it comes.
    static func lines(
        of program: String,
        _ arguments: [String],
        _ tell: @Sendable (Int) async throws -> Void
    ) async throws -> [String] {
        let ended = try await Subprocess.run(
            .name("env"),
            arguments: Arguments([program] + arguments),
            input: .none,
            output: .sequence,
            error: .currentStandardError
        ) { execution in
            var lines: [String] = []
            for try await line in execution.standardOutput.strings() {
                lines.append(line.filter { !$0.isWhitespace })
                try await tell(lines.count)
            }
            return lines
        }
        guard ended.terminationStatus.isSuccess else {
            throw BenchError("expected \(arguments.first ?? program) to succeed, found \(ended.terminationStatus)")
        }
        return ended.closureResult
    }
}
