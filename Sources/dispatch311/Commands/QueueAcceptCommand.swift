import ArgumentParser

/// `dispatch311 queue accept`.
struct QueueAcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Take items of a lease over: they are the department's until completed.",
        discussion: """
            Example:
              dispatch311 queue accept --lease LEASE 4711 4712 --key-file nypd.key
            """
    )

    @Option(name: .long, help: ArgumentHelp("The lease, as claim gave it.", valueName: "id"))
    var lease: String?

    @Argument(help: ArgumentHelp("The items' numbers.", valueName: "item"))
    var items: [Int64]

    @Option(name: .long, help: ArgumentHelp("The department's own number for the work.", valueName: "text"))
    var reference: String?

    @Option(name: .long, help: ArgumentHelp("Who works; it stands in the history.", valueName: "name"))
    var worker: String?

    @OptionGroup var api: APIOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let lease = lease ?? Environment.text("lease") else {
            throw ValidationError("Missing expected argument '--lease <id>'")
        }
        let word = LeaseWord(
            items: items.map { ItemWord(item: $0, reference: reference) },
            worker: worker ?? Environment.text("worker")
        )
        let answer = try await api.department { client throws(CommandError) in
            try await client.say("accept", word, lease: lease)
        }
        try ItemOutcomes.report([answer], on: output.console)
    }
}
