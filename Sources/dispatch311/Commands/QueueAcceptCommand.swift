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

    @OptionGroup var held: HeldItemsOptions

    @Option(name: .long, help: ArgumentHelp("The department's own number for the work.", valueName: "text"))
    var reference: String?

    @OptionGroup var api: APIOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await held.say(
            "accept",
            reference: reference ?? Environment.text("reference"),
            through: api,
            on: output.console
        )
    }
}
