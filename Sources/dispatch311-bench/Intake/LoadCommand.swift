import ArgumentParser

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311-bench load`: the load generator as a process of its own; other commands start it.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Send service requests to a server of this machine and print what came of it as JSON.",
        shouldDisplay: false
    )

    @Option(help: "The server's port.")
    var port: UInt16

    @Option(help: "A file with a form on each line.")
    var forms: String

    @Option(help: "Connections.")
    var connections: Int

    @Option(help: "Seconds before the clock starts.")
    var warmUp = 2.0

    @Option(help: "Seconds that count.")
    var seconds: Double

    @Option(help: "Requests a second; without it the next is sent when an answer is there.")
    var rate: Double?

    @Option(help: "The form to begin with.")
    var from = 0

    func run() async throws {
        let text = String(decoding: try Data(contentsOf: URL(filePath: forms)), as: UTF8.self)
        let lines = text.split(separator: "\n").map(String.init)
        guard !lines.isEmpty else { throw BenchError("expected forms in \(forms), found none") }
        var generator = LoadGenerator(forms: lines, port: port, rate: rate, from: from)
        let outcome = try generator.run(connections: connections, warmUp: warmUp, seconds: seconds)
        print(String(decoding: try JSONEncoder().encode(outcome), as: UTF8.self))
    }
}
