import Foundation

/// The built executable, run as a child.
struct Program {
    /// How a run ended.
    struct Ended {
        let code: Int32
        let output: String
        let errors: String
    }

    /// A run under way.
    final class Running: Sendable {
        let process: Process
        fileprivate let folder: URL

        fileprivate init(process: Process, folder: URL) {
            self.process = process
            self.folder = folder
        }

        deinit {
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
            try? FileManager.default.removeItem(at: folder)
        }

        /// What it has written to standard output so far.
        var output: String { Self.text(folder.appending(path: "out")) }
        /// What it has written to standard error so far.
        var errors: String { Self.text(folder.appending(path: "err")) }

        /// Waits for its end; kills it when that takes longer than the limit and a hundred looks.
        func end(within limit: Duration = .seconds(60)) async throws -> Ended {
            let deadline = ContinuousClock.now + limit
            var looks = 0
            while process.isRunning {
                looks += 1
                if looks > 100, ContinuousClock.now > deadline { kill(process.processIdentifier, SIGKILL) }
                try await Task.sleep(for: .milliseconds(5))
            }
            return Ended(code: process.terminationStatus, output: output, errors: errors)
        }

        /// The first line of standard output, waited for at most a minute and a hundred looks.
        func firstLine() async throws -> String {
            let deadline = ContinuousClock.now + .seconds(60)
            var looks = 0
            while true {
                if let line = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().first {
                    return String(line)
                }
                looks += 1
                guard process.isRunning, looks < 100 || ContinuousClock.now < deadline else {
                    throw Silent(errors: errors)
                }
                try await Task.sleep(for: .milliseconds(5))
            }
        }

        private static func text(_ url: URL) -> String {
            (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
    }

    struct Silent: Error {
        let errors: String
    }

    struct NotBuilt: Error {}

    /// Starts it; only the variables given here are in its environment beside PATH and HOME.
    ///
    /// A wrapper is a program, by its path, and its first arguments; it gets this program's path and arguments after them.
    static func start(
        _ arguments: [String],
        input: String = "",
        wrapper: [String] = [],
        environment: [String: String] = [:]
    ) throws -> Running {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dispatch311-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in ["in": input, "out": "", "err": ""] {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        let process = Process()
        let program = try executable()
        process.executableURL = wrapper.first.map { URL(filePath: $0) } ?? program
        process.arguments = wrapper.isEmpty ? arguments : wrapper.dropFirst() + [program.path] + arguments
        process.currentDirectoryURL = folder
        let own = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key) }
        process.environment = own.merging(environment) { $1 }
        let input = try FileHandle(forReadingFrom: folder.appending(path: "in"))
        let output = try FileHandle(forWritingTo: folder.appending(path: "out"))
        let errors = try FileHandle(forWritingTo: folder.appending(path: "err"))
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
        try process.run()
        // The child has its own; these would stay open until the tests end, three for every run.
        for handle in [input, output, errors] { try handle.close() }
        return Running(process: process, folder: folder)
    }

    /// Runs it to its end.
    static func run(
        _ arguments: String...,
        input: String = "",
        environment: [String: String] = [:]
    ) async throws -> Ended {
        try await start(arguments, input: input, environment: environment).end()
    }

    /// The program stands beside the test bundle, unless `DISPATCH311_FAULT_PROGRAM` names another build of it.
    private static func executable() throws -> URL {
        if let path = FaultPlan.program { return URL(filePath: path) }
        for path in CommandLine.arguments + [Bundle.main.executablePath ?? ""] {
            var folder = URL(filePath: path).deletingLastPathComponent()
            for _ in 0..<3 {
                let candidate = folder.appending(path: "dispatch311")
                if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
                folder.deleteLastPathComponent()
            }
        }
        throw NotBuilt()
    }
}
