import ArgumentParser
import Postgres
import Store

/// `dispatch311-bench held-worker`: one of the processes that work for `held`, with head hints of its own.
///
/// Prints what it did after the first closed loop, after the time at a rate and after the last loop, each on a line.
struct HeldWorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "held-worker",
        abstract: "Claim, accept and refill: in a closed loop, at a rate, and in a closed loop again.",
        shouldDisplay: false
    )

    @OptionGroup var place: HeldPlace

    @Option(help: "Seconds of each closed loop.")
    var closed: Double

    @Option(help: "Seconds at the rate.")
    var held: Double

    @Option(help: "Items a second in between.")
    var rate: Double

    @Option(help: "Items to a claim.")
    var batch: Int

    @Option(help: "Queues.")
    var queues: Int

    @Option(help: "Clients.")
    var clients: Int

    func run() async throws {
        let work = try await OwnWork.prepare(in: place.database, queues: queues)
        let loop = HeldLoop(
            work: work,
            batch: batch,
            clients: clients,
            refill: try await HeldLoop.refill(work, batch: batch)
        )
        defer { Task { await loop.close() } }
        _ = try await loop.run(for: min(3, closed), rate: nil)
        Self.say(try await loop.run(for: closed, rate: nil))
        // The other process's closed loop ends, and the transaction begins.
        try await Task.sleep(for: .seconds(3))
        Self.say(try await loop.run(for: held, rate: rate))
        Self.say(try await loop.run(for: closed, rate: nil))
    }

    private static func say(_ rate: Double) {
        BenchReport(bench: "held", isJSON: true).text("\(rate)")
    }
}
