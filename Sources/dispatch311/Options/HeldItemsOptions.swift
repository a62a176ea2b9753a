import ArgumentParser

/// Items under a lease, and who says something of them.
struct HeldItemsOptions: ParsableArguments {
    @OptionGroup var lease: LeaseOption

    @Argument(help: ArgumentHelp("The items' numbers.", valueName: "item"))
    var items: [Int64]

    @Option(name: .long, help: ArgumentHelp("Who works; it stands in the history.", valueName: "name"))
    var worker: String?

    /// Says one thing of all the items, and prints what became of each.
    func say(
        _ verb: String,
        reference: String? = nil,
        reason: String? = nil,
        through api: APIOptions,
        on console: Console
    ) async throws {
        let word = LeaseWord(
            items: items.map { ItemWord(item: $0, reference: reference) },
            worker: worker ?? Environment.text("worker"),
            reason: reason
        )
        let id = lease.id
        let answer = try await api.department { client throws(CommandError) in
            try await client.say(verb, word, lease: id)
        }
        try ItemOutcomes.report([answer], on: console)
    }
}
