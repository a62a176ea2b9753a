import ArgumentParser

/// `dispatch311 queue complete`.
struct QueueCompleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: "Say how items ended: under a lease, or accepted before.",
        discussion: """
            Outcomes: done · no_action and why · not_found · duplicate and the service_request_id it repeats · \
            handed_on and to whom; the word goes into --detail.

            Examples:
              dispatch311 queue complete 4711 --note "Filled the pothole."
              dispatch311 queue complete 4712 --outcome no_action --detail "private road"
            """
    )

    @Argument(help: ArgumentHelp("The items' numbers.", valueName: "item"))
    var items: [Int64]

    @Option(
        name: .long,
        help: ArgumentHelp("The lease they are held under; leave it out for accepted ones.", valueName: "id")
    )
    var lease: String?

    @Option(name: .long, help: ArgumentHelp("What really happened.", valueName: "word"))
    var outcome = Environment.text("outcome", default: "done")

    @Option(name: .long, help: ArgumentHelp("The word behind the outcome, where it needs one.", valueName: "text"))
    var detail: String?

    @Option(name: .long, help: ArgumentHelp("What the resident is told.", valueName: "text"))
    var note: String?

    @Option(name: .long, help: ArgumentHelp("Who works; it stands in the history.", valueName: "name"))
    var worker: String?

    @OptionGroup var api: APIOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let outcome = outcome
        let lease = lease ?? Environment.text("lease")
        let worker = worker ?? Environment.text("worker")
        let detail = detail ?? Environment.text("detail")
        let note = note ?? Environment.text("note")
        let words = items.map { ItemWord(item: $0, outcome: outcome, detail: detail, note: note) }
        let answers = try await api.department { client throws(CommandError) in
            if let lease {
                return [try await client.say("complete", LeaseWord(items: words, worker: worker), lease: lease)]
            }
            var answers: [ServerAnswer] = []
            for word in words {
                answers.append(try await client.complete(word, outcome: outcome, worker: worker))
            }
            return answers
        }
        try ItemOutcomes.report(answers, on: output.console)
    }
}
