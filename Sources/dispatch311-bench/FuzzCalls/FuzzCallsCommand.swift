import ArgumentParser
import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311-bench fuzz-calls`: mutated submissions and queries of GeoReport against a server, and a bystander.
struct FuzzCallsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz-calls",
        abstract: "Send mutated submissions and queries to a server: no failure, no crash, and nobody else waits.",
        discussion: """
            Real submissions (forms, multipart, JSON, XML) and queries are changed in their values, names, numbers, sizes \
            and bytes, and sent at a rate, while a bystander asks for services.json; before, it asks alone for as \
            long. Promised is that every call is answered, none with 5xx, that the server stays up, that its memory is \
            bounded and ends no higher than a tenth more than it was, and that the bystander's slowest of a hundred takes at most \
            --slowdown times as long. Ends with 1 where one was broken, and says which call it was.

            Calls follow from --seed and their number. Where there are two processors, the server has one and who asks the other.
            """
    )

    @Option(help: ArgumentHelp("Calls to send.", valueName: "n")) var calls = 10_000
    @Option(help: ArgumentHelp("Calls a second.", valueName: "n")) var rate = 100.0
    @Option(help: ArgumentHelp("What the calls follow from. (default: a new one)", valueName: "n")) var seed: UInt64?
    @Option(help: ArgumentHelp("How much longer the bystander may wait.", valueName: "x")) var slowdown = 1.2
    @Option(help: ArgumentHelp("The most memory the server may ever have, in MiB.", valueName: "n"))
    var memoryLimit = 400.0
    @Option(help: ArgumentHelp("The city's catalog.", valueName: "dir")) var catalog = "Tests/Support/TinyCity/Catalog"
    @Option(help: ArgumentHelp("The city's boundaries.", valueName: "dir"))
    var geodata = "Tests/Support/TinyCity/GeoData"
    @OptionGroup var output: BenchOptions

    func validate() throws {
        try OptionRange.check("--calls", calls, 1...100_000_000)
        guard (0.1...100_000).contains(rate) else {
            throw ValidationError("--rate: expected 0.1 to 100000, found \(rate)")
        }
    }

    func run() async throws {
        Interruption.listen()
        let path = FileManager.default.temporaryDirectory.appending(path: "dispatch311-fuzz-\(getpid())").path
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
        let run = FuzzCallsRun(site: site, report: output.report("fuzz-calls"), options: self)
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
