import ArgumentParser

/// `dispatch311 queue decline`.
struct QueueDeclineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "Say no to items that another department offers: they go back to it.",
        discussion: """
            Example:
              dispatch311 queue decline --lease LEASE 4711 --reason "not in a park" --key-file parks.key
            """
    )

    @Option(name: .long, help: ArgumentHelp("The lease, as claim gave it.", valueName: "id"))
    var lease: String?

    @Argument(help: ArgumentHelp("The items' numbers.", valueName: "item"))
    var items: [Int64]

    @Option(name: .long, help: ArgumentHelp("Why; both departments read it in the history.", valueName: "text"))
    var reason: String?

    @Option(name: .long, help: ArgumentHelp("Who works; it stands in the history.", valueName: "name"))
    var worker: String?

    @OptionGroup var api: APIOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let lease = lease ?? Environment.text("lease") else {
            throw ValidationError("Missing expected argument '--lease <id>'")
        }
        let word = LeaseWord(
            items: items.map { ItemWord(item: $0) },
            worker: worker ?? Environment.text("worker"),
            reason: reason ?? Environment.text("reason")
        )
        let answer = try await api.department { client throws(CommandError) in
            try await client.say("decline", word, lease: lease)
        }
        try ItemOutcomes.report([answer], on: output.console)
    }
}
