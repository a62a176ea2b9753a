import ArgumentParser

/// `dispatch311 queue release`.
struct QueueReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Give items of a lease back: they wait again, first in their lane.",
        discussion: """
            Example:
              dispatch311 queue release --lease LEASE 4711 --reason "end of shift" --key-file nypd.key
            """
    )

    @OptionGroup var held: HeldItemsOptions

    @Option(name: .long, help: ArgumentHelp("Why; it stands in the history.", valueName: "text"))
    var reason: String?

    @OptionGroup var api: APIOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await held.say(
            "release",
            reason: reason ?? Environment.text("reason"),
            through: api,
            on: output.console
        )
    }
}
