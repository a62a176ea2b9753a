import ArgumentParser

/// `dispatch311 queue claim`.
struct QueueClaimCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Take the most urgent and oldest items for a while.",
        discussion: """
            What is not accepted, completed or released before the lease ends goes back to the queue.

            Example:
              dispatch311 queue claim nypd/75 --limit 5 --lease-seconds 600 --key-file nypd.key
            """
    )

    @Argument(help: ArgumentHelp("The department (nypd) or one of its queues (nypd/75).", valueName: "queue"))
    var queue: String

    @Option(name: .long, help: ArgumentHelp("How many items at most, 1 to 200.", valueName: "n"))
    var limit = Environment.integer("limit", default: 1)

    @Option(name: .long, help: ArgumentHelp("How long the items are held.", valueName: "seconds"))
    var leaseSeconds = Environment.integer("lease-seconds", default: 300)

    @Option(name: .long, help: ArgumentHelp("How long to wait while nothing is there, up to 30.", valueName: "seconds"))
    var waitSeconds = Environment.integer("wait-seconds", default: 0)

    @Option(name: .long, help: ArgumentHelp("Who works; it stands in the history.", valueName: "name"))
    var worker: String?

    @OptionGroup var api: APIOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let (queue, limit, lease, wait) = (queue, limit, leaseSeconds, waitSeconds)
        let worker = worker ?? Environment.text("worker")
        let answer = try await api.department { client throws(CommandError) in
            try await client.claim(queue, limit: limit, leaseSeconds: lease, waitSeconds: wait, worker: worker)
        }
        if console.isJSON { return console.print(answer.text) }
        let claim = try answer.decode(ClaimedWork.self)
        guard let lease = claim.lease else { return console.say("Nothing waits in \(queue).") }
        console.print("lease \(lease)" + (claim.expiresAt.map { " until \($0)" } ?? ""))
        var table = TextTable([
            .numbers("item"), .words("request"), .words("service"), .numbers("attempt"), .words("place"),
        ])
        for item in claim.items {
            let point = item.lat.flatMap { latitude in item.long.map { "\(latitude), \($0)" } }
            let offer = item.offeredBy.map { "offered by \($0)" }
            let place = [item.address, point, offer].compactMap(\.self).joined(separator: " · ")
            table.add([String(item.item), item.serviceRequestID, item.serviceCode, String(item.attempt), place])
        }
        console.print(table.lines(width: max(80, console.terminal.width), isPlain: console.terminal.isPlain))
    }
}
