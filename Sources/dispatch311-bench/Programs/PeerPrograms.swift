import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The queues of PyPI that are measured as whole systems, each driven by a script of ours.
struct PeerPrograms: Sendable {
    private struct Rate: Decodable {
        let perSecond: Double

        enum CodingKeys: String, CodingKey {
            case perSecond = "per_second"
        }
    }

    /// The Python that has them.
    let python: String
    let folder: String

    /// Nil where there is no such Python: Scripts/bench makes it.
    init?(python: String, folder: String) {
        guard access(python, X_OK) == 0 else { return nil }
        self.python = python
        self.folder = folder
    }

    /// The systems and their scripts.
    static let scripts: [(name: String, text: [UInt8])] = [
        (name: "procrastinate", text: PackageResources.peer_procrastinate_py),
        (name: "pgqueuer", text: PackageResources.peer_pgqueuer_py),
    ]

    /// Runs a command of a system's script and gives what it printed.
    func run(_ name: String, _ arguments: [String], on database: BenchDatabase) async throws -> String {
        guard let script = Self.scripts.first(where: { $0.name == name }) else {
            throw BenchError("expected procrastinate or pgqueuer, found \(name)")
        }
        let file = "\(folder)/peer_\(name).py"
        try Data(script.text).write(to: URL(filePath: file))
        return try await ChildProgram.output(of: python, [file, database.url] + arguments)
    }

    /// Runs a command that measures, and gives the items a second.
    func rate(_ name: String, _ arguments: [String], on database: BenchDatabase) async throws -> Double {
        let output = try await run(name, arguments, on: database)
        guard let line = output.split(separator: "\n").last else {
            throw BenchError("expected a rate of \(name), found no output")
        }
        return try JSONDecoder().decode(Rate.self, from: Data(line.utf8)).perSecond
    }
}
