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
    static let scripts: [(name: String, text: [UInt8])] = PeerProgram.allCases.map { ($0.rawValue, $0.script) }

    /// Runs a command of a system's script and gives what it printed.
    func run(_ name: String, _ arguments: [String], on database: BenchDatabase) async throws -> String {
        guard let script = Self.scripts.first(where: { $0.name == name }) else {
            throw BenchError("expected procrastinate or pgqueuer, found \(name)")
        }
        let file = "\(folder)/peer_\(name).py"
        try Data(script.text).write(to: URL(filePath: file))
        // What both scripts import.
        try Data(PackageResources.peer_children_py).write(to: URL(filePath: "\(folder)/peer_children.py"))
        return try await ChildProgram.output(of: python, [file, database.url] + arguments)
    }

    /// Works for about so many seconds with two processes, one a processor, and gives the items a second.
    func rate(
        _ program: PeerProgram,
        seconds: Int,
        items: Int,
        queues: Int,
        batch: Int,
        width: Int,
        on database: BenchDatabase
    ) async throws -> Double {
        let name = program.rawValue
        _ = try await run(name, ["fill", "\(items)", "\(queues)"], on: database)
        let arguments = ["work", "\(seconds)", "\(queues)", "\(batch)", "2", "\(width)"]
        let output = try await run(name, arguments, on: database)
        guard let line = output.split(separator: "\n").last else {
            throw BenchError("expected a rate of \(name), found no output")
        }
        return try JSONDecoder().decode(Rate.self, from: Data(line.utf8)).perSecond
    }

    /// The width with which a system is fastest, each tried for a short time.
    func bestWidth(
        _ program: PeerProgram,
        clients: Int,
        items: Int,
        queues: Int,
        batch: Int,
        on database: BenchDatabase,
        _ tell: (String) -> Void
    ) async throws -> Int {
        var best: (width: Int, rate: Double)?
        for width in program.widths(clients: clients) {
            let rate = try await rate(
                program,
                seconds: 3,
                items: items,
                queues: queues,
                batch: batch,
                width: width,
                on: database
            )
            tell(
                "tried \(program.rawValue), batch \(batch), \(width) \(program.widthName) a process: \(Int(rate)) items/s"
            )
            if rate > best?.rate ?? -1 { best = (width, rate) }
        }
        guard let best else { throw BenchError("expected a rate of \(program.rawValue), found none") }
        return best.width
    }
}
