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

    @OptionGroup var held: HeldItemsOptions

    @Option(name: .long, help: ArgumentHelp("Why; both departments read it in the history.", valueName: "text"))
    var reason: String?

    @OptionGroup var api: APIOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await held.say(
            "decline",
            reason: reason ?? Environment.text("reason"),
            through: api,
            on: output.console
        )
    }
}
