import ArgumentParser
import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311-bench overload`: more than a server can hold, for long.
struct OverloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overload",
        abstract: "Submit more than a server can hold, for long, and see what it does.",
        discussion: """
            Finds the rate it holds, in a closed loop and then under more and more load, and sends at a multiple of \
            it whatever is answered, each submission once. The load has half \
            of the processors, the server and PostgreSQL have the others. Times count from when a request was due, whether or not a connection was free for it. \
            Ends with 1 where anything acknowledged at any time is missing, an answer is neither 200 nor 503, a 503 \
            does not say when to come again, 99 of 100 of them took longer than --refusal-limit, the server's memory \
            was above --memory-limit or a tenth more in the last quarter than in the second, the server ended, or \
            there was no overload: less than 0.97 of the load sent, more than 1 % of it never, no 503, or nearly all of \
            it acknowledged.
            """
    )

    @Option(help: ArgumentHelp("How long the overload lasts.", valueName: "n")) var seconds = 600
    @Option(help: ArgumentHelp("How much more than it holds.", valueName: "x")) var factor = 1.5
    @Option(help: ArgumentHelp("How long each step of the search for the rate lasts, in seconds.", valueName: "n"))
    var search = 30
    @Option(help: ArgumentHelp("Connections of the closed loop.", valueName: "n")) var connections = 256
    @Option(help: ArgumentHelp("Connections of the open loop at most.", valueName: "n")) var openConnections = 1000
    @Option(help: ArgumentHelp("How soon 99 of 100 of the 503 come, in milliseconds.", valueName: "n"))
    var refusalLimit = 1000.0
    @Option(help: ArgumentHelp("The most memory the server may ever have, in MB of 1024 × 1024.", valueName: "n"))
    var memoryLimit = 300.0
    @Option(help: ArgumentHelp("What the submissions follow from. (default: a new one)", valueName: "n"))
    var seed: UInt64?
    @Option(help: ArgumentHelp("The city's catalog.", valueName: "dir")) var catalog = "Tests/Support/TinyCity/Catalog"
    @Option(help: ArgumentHelp("The city's boundaries.", valueName: "dir"))
    var geodata = "Tests/Support/TinyCity/GeoData"
    @OptionGroup var output: BenchOptions

    func validate() throws {
        // A server takes 1024 connections at a time, and is asked over some more.
        let limits: [(name: String, value: Double, range: ClosedRange<Double>)] = [
            ("--seconds", Double(seconds), 10...86_400), ("--factor", factor, 1.05...20),
            ("--search", Double(search), 3...600), ("--connections", Double(connections), 1...1000),
            ("--open-connections", Double(openConnections), 1...1000), ("--refusal-limit", refusalLimit, 1...60_000),
            ("--memory-limit", memoryLimit, 1...1_000_000),
        ]
        for (name, value, range) in limits where !range.contains(value) {
            throw ValidationError("\(name): expected \(range.lowerBound) to \(range.upperBound), found \(value)")
        }
        guard seed != .max else { throw ValidationError("--seed: expected less than \(UInt64.max)") }
    }

    func run() async throws {
        Interruption.listen()
        let path = FileManager.default.temporaryDirectory.appending(path: "dispatch311-overload-\(getpid())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let here = FileManager.default.currentDirectoryPath
        let city = [("--catalog", catalog), ("--geodata", geodata)].flatMap { name, folder in
            [name, folder.hasPrefix("/") ? folder : "\(here)/\(folder)"]
        }
        let plan = ChaosSite.Plan(
            folder: ChaosFolder(path: path),
            seed: seed ?? UInt64.random(in: 1...999_999),
            requests: 0,
            rate: 0,
            lease: 0,
            city: city,
            isAsynchronous: false
        )
        let site = try await ChaosSite.prepare(plan)
        let run = OverloadRun(site: site, report: output.report("overload"), options: self)
        let result: Result<[String], any Error>
        do {
            result = .success(
                try await Interruption.watch {
                    try await run.measure()
                } hurry: {
                    await site.destroy()
                }
            )
        } catch {
            result = .failure(error)
        }
        await site.destroy()
        let faults = try result.get()
        guard faults.isEmpty else { throw BenchError(faults.joined(separator: "; ")) }
    }
}
