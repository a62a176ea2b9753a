import ArgumentParser
import Glibc

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311-bench chaos`: load, kills and cuts, and a verdict over what was attempted and acknowledged.
struct ChaosCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chaos",
        abstract: "Submit and work under kills and cuts, drain, and prove that nothing is lost or there twice.",
        discussion: """
            Two servers share a database. Residents submit under idempotency keys, workers of every department claim, \
            accept, complete, release and hand over, through a proxy that can cut; every attempt is in a ledger before \
            it is made and every answer after. Meanwhile servers, PostgreSQL, sessions, workers and the load itself \
            are killed, stopped and cut. In the end everything is completed and the ledger is held against the \
            database. Ends with 1 and the rows when a promise is broken. Scripts/chaos builds everything for it.

            The city, the load and the schedule follow from --seed; when exactly a process dies does not.
            """
    )

    @Option(help: ArgumentHelp("Service requests. (default: 100000; 2000 with --short)", valueName: "n"))
    var requests: Int?

    @Option(help: ArgumentHelp("What everything follows from. (default: a new one)", valueName: "n"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("Kills of servers at least. (default: 20; 4 with --short)", valueName: "n"))
    var killsServer: Int?

    @Option(help: ArgumentHelp("Kills of PostgreSQL at least. (default: 10; 2 with --short)", valueName: "n"))
    var killsDatabase: Int?

    @Option(help: ArgumentHelp("Each other fault so often. (default: 3; 1 with --short)", valueName: "n"))
    var others: Int?

    @Option(help: ArgumentHelp("Until when it has to be over. (default: 3600; 300 with --short)", valueName: "n"))
    var seconds: Int?

    @Option(help: ArgumentHelp("How long workers claim for, in seconds.", valueName: "n"))
    var lease = 5

    @Flag(help: "A schedule of a minute or two.")
    var short = false

    @Flag(help: "Let PostgreSQL acknowledge before it has written: the verdict must then find what is lost.")
    var asynchronous = false

    @Flag(help: "Print the verdict as one JSON object.")
    var json = false

    @Option(
        help: ArgumentHelp("An empty folder for everything, which stays. (default: one that goes)", valueName: "dir")
    )
    var folder: String?

    @Option(help: ArgumentHelp("The city's catalog.", valueName: "dir"))
    var catalog = "Tests/Support/TinyCity/Catalog"

    @Option(help: ArgumentHelp("The city's boundaries.", valueName: "dir"))
    var geodata = "Tests/Support/TinyCity/GeoData"

    func validate() throws {
        for (name, value) in [("requests", requests), ("seconds", seconds), ("others", others), ("lease", lease)] {
            guard value.map({ $0 >= 1 }) ?? true else { throw ValidationError("--\(name): expected 1 or more") }
        }
    }

    func run() async throws {
        let seed = seed ?? UInt64.random(in: 1...999_999)
        let requests = requests ?? (short ? 2000 : 100_000)
        let schedule = ChaosSchedule(
            seed: seed,
            serverKills: killsServer ?? (short ? 4 : 20),
            databaseKills: killsDatabase ?? (short ? 2 : 10),
            others: others ?? (short ? 1 : 3)
        )
        let path =
            folder
            ?? FileManager.default.temporaryDirectory.appending(path: "dispatch311-chaos-\(getpid())").path
        let plan = ChaosSite.Plan(
            folder: ChaosFolder(path: path),
            seed: seed,
            requests: requests,
            // So that the load lasts longer than the faults, also where these take more time than they should.
            rate: Double(requests) / (1.15 * schedule.seconds),
            lease: lease,
            city: ["--catalog", absolute(catalog), "--geodata", absolute(geodata)],
            isAsynchronous: asynchronous
        )
        let start = ContinuousClock.now
        let say = { @Sendable (text: String) in
            let seconds = Int((ContinuousClock.now - start) / .seconds(1))
            let line = Array("chaos \(seconds) s: \(text)\n".utf8)
            _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        }
        say("seed \(seed), \(requests) requests, \(schedule.steps.count) faults; everything is in \(path)")
        Interruption.listen()
        let site = try await ChaosSite.prepare(plan)
        let deadline = start + .seconds(seconds ?? (short ? 300 : 3600))
        let result: Result<ChaosReport, any Error>
        do {
            let run = ChaosRun(site: site, schedule: schedule, deadline: deadline, say: say)
            result = .success(try await Interruption.watch { try await run.run() })
        } catch {
            result = .failure(error)
        }
        await site.destroy()
        if folder == nil { try? FileManager.default.removeItem(atPath: path) }
        let report = try result.get()
        print(json ? try report.json() : report.lines.joined(separator: "\n"))
        if !report.breaches.isEmpty { throw ExitCode(1) }
    }

    private func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}
