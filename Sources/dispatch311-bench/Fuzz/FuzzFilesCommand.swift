import ArgumentParser
import Boundaries
import Glibc

/// `dispatch311-bench fuzz-files`: the child that reads mutated files, and may die of one.
struct FuzzFilesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz-files",
        abstract: "Read, look at and repair mutated files; dispatch311-bench fuzz starts it.",
        shouldDisplay: false
    )

    @Option(help: ArgumentHelp("What the files follow from.", valueName: "n"))
    var seed: UInt64

    @Option(help: ArgumentHelp("The first file.", valueName: "n"))
    var from = 0

    @Option(help: ArgumentHelp("The file after the last, if the time is over.", valueName: "n"))
    var until: Int

    @Option(help: ArgumentHelp("Go on for so long, whatever the number.", valueName: "seconds"))
    var seconds = 0

    @Option(help: ArgumentHelp("Where the layers are.", valueName: "dir"))
    var geodata: String

    @Option(help: ArgumentHelp("A file that takes longer is a hang.", valueName: "seconds"))
    var patience = 20

    @Option(help: ArgumentHelp("Address space of this process.", valueName: "megabytes"))
    var memory = 2048

    func run() async throws {
        let cases = try FuzzCases(seed: seed, geodata: geodata)
        let space = rlimit(rlim_cur: UInt(memory) << 20, rlim_max: UInt(memory) << 20)
        guard withUnsafePointer(to: space, { setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), $0) }) == 0 else {
            throw BenchError("expected to be able to limit the address space, found that it cannot be done")
        }
        let reading = FuzzReading(
            cases: cases,
            from: from,
            until: until,
            span: .seconds(seconds),
            patience: UInt32(clamping: patience)
        )
        await OwnThread.run { () throws(Never) in reading.run() }
    }
}
