import ArgumentParser

/// `dispatch311 queue hand-over`.
struct QueueHandOverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hand-over",
        abstract: "Offer items to another department: held under a lease, or accepted before.",
        discussion: """
            The owner stays until the other department accepts; what it does not answer in time comes back. \
            To triage an item goes for good.

            Examples:
              dispatch311 queue hand-over --lease LEASE 4711 --to parks --reason "a tree" --key-file works.key
              dispatch311 queue hand-over 4712 --to triage --reason "whose bridge is it?" --key-file works.key
            """
    )

    @Argument(help: ArgumentHelp("The items' numbers.", valueName: "item"))
    var items: [Int64]

    @Option(
        name: .long,
        help: ArgumentHelp("The lease they are held under; leave it out for accepted ones.", valueName: "id")
    )
    var lease: String?

    @Option(name: .long, help: ArgumentHelp("The other department's code.", valueName: "department"))
    var to: String?

    @Option(name: .long, help: ArgumentHelp("Why; both departments read it in the history.", valueName: "text"))
    var reason: String?

    @Option(
        name: .long,
        help: ArgumentHelp("One of its queues; left out, the one it has for the place.", valueName: "queue")
    )
    var queue: String?

    @Option(name: .long, help: ArgumentHelp("How long it has for an answer; left out, a day.", valueName: "seconds"))
    var deadlineSeconds: Int?

    @Option(name: .long, help: ArgumentHelp("Who works; it stands in the history.", valueName: "name"))
    var worker: String?

    @OptionGroup var api: APIOptions
    @OptionGroup var output: OutputOptions

    private var department: String? { to ?? Environment.text("to") }
    private var deadline: Int? { deadlineSeconds ?? Environment.integer("deadline-seconds") }

    func validate() throws {
        _ = deadline
        guard department != nil else { throw ValidationError("Missing expected argument '--to <department>'") }
        guard reason ?? Environment.text("reason") != nil else {
            throw ValidationError("Missing expected argument '--reason <text>'")
        }
    }

    func run() async throws {
        let reason = reason ?? Environment.text("reason") ?? ""
        let lease = lease ?? Environment.text("lease")
        var word = HandOverWord(
            department: department ?? "",
            queue: queue ?? Environment.text("queue"),
            deadline_seconds: deadline,
            reason: reason
        )
        word.worker = worker ?? Environment.text("worker")
        let items = items
        let answers = try await api.department { [word] client throws(CommandError) in
            if let lease { return [try await client.handOver(items, word, lease: lease)] }
            var answers: [ServerAnswer] = []
            for item in items { answers.append(try await client.handOver(item, word)) }
            return answers
        }
        try ItemOutcomes.report(answers, on: output.console)
    }
}
