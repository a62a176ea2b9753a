import ArgumentParser

/// Which published city a command works with; no folder is needed.
struct PublishedCityOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The city, where the database holds several.", valueName: "id")
    )
    var jurisdiction: String?

    /// The city asked for; nil means the only one.
    var wanted: String? { jurisdiction ?? Environment.text("jurisdiction") }
}
