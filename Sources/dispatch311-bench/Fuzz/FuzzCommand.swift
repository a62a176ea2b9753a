import ArgumentParser
import Boundaries

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311-bench fuzz`: mutated boundary files against the reader, the lint and the repair.
struct FuzzCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract:
            "Feed mutated boundary files to the reader, the lint and the repair: no crash, no hang, no contradiction.",
        discussion: """
            Features of real layers and small made-up files are changed by bytes, tokens and structure, and read, \
            looked at, indexed and repaired in a child process with limits. Promised is that the child survives within its \
            time and memory, that the lint has an error exactly where the reader refuses, that a repair keeps every \
            feature, makes nothing worse and leaves nothing to repair, and that GEOS never fails. Ends with 1 where one was \
            broken; the file's number and path are told then. It goes on until both --files and --seconds are reached.

            Files follow from --seed. Again: dispatch311-bench fuzz-files --seed S --from N --until N+1 --geodata DIR
            """
    )

    @Option(help: ArgumentHelp("Files at least.", valueName: "n"))
    var files = 10_000

    @Option(help: ArgumentHelp("Seconds at least.", valueName: "n"))
    var seconds = 600

    @Option(help: ArgumentHelp("What the files follow from. (default: a new one)", valueName: "n"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("Where the layers are.", valueName: "dir"))
    var geodata = "GeoData/nyc"

    @Option(help: ArgumentHelp("A file that takes longer is a hang.", valueName: "seconds"))
    var patience = 20

    @Option(help: ArgumentHelp("Address space of the child.", valueName: "megabytes"))
    var memory = 2048

    @Option(help: ArgumentHelp("Where files go that broke something.", valueName: "dir"))
    var folder = ".build/fuzz"

    @OptionGroup var output: BenchOptions

    func validate() throws {
        try OptionRange.check("--files", files, 0...100_000_000)
        try OptionRange.check("--seconds", seconds, 0...1_000_000)
        try OptionRange.check("--patience", patience, 1...3600)
        try OptionRange.check("--memory", memory, 256...1_000_000)
    }

    func run() async throws {
        let report = output.report("fuzz")
        let seed = seed ?? UInt64.random(in: 1...999_999)
        report.header([
            ("seed", "\(seed)"), ("files", "\(files) at least"), ("seconds", "\(seconds) at least"),
            ("patience", "\(patience) s a file"), ("address space", "\(memory) MB"),
        ])
        let start = ContinuousClock.now
        let tally = try await FuzzRun(
            seed: seed,
            files: files,
            seconds: seconds,
            geodata: geodata,
            patience: patience,
            memory: memory,
            folder: folder,
            say: { report.progress($0) }
        ).run()
        try report.print("files", Double(tally.files), "files")
        try report.print("time", (ContinuousClock.now - start) / .seconds(1), "s")
        for outcome in FuzzTrial.Outcome.allCases {
            try report.print("files/\(outcome.rawValue)", Double(tally.outcomes[outcome] ?? 0), "files")
        }
        try report.print("slowest", tally.slowest.milliseconds, "ms")
        try report.print("memory", Double(tally.largest.kilobytes) / 1024, "MiB")
        try report.print("broken", Double(tally.breaches.count), "files")
        if !tally.breaches.isEmpty { throw ExitCode(1) }
    }
}
