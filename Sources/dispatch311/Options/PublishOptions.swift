import ArgumentParser

/// How something is published.
struct PublishOptions: ParsableArguments {
    @Flag(name: .long, help: "Check, print what would change, and change nothing.")
    var plan = false

    @Option(name: .long, help: ArgumentHelp("Why, for the record; list shows it.", valueName: "text"))
    var note: String?

    /// Whether nothing is to be changed, by the option or the environment.
    var isPlan: Bool { plan || Environment.flag("plan") }

    /// The note, where there is one.
    var text: String? { note ?? Environment.text("note") }

    func validate() throws {
        _ = isPlan
        guard let note = text else { return }
        guard note.contains(where: { !$0.isWhitespace }), note.count <= 500, !note.contains("\0") else {
            throw ValidationError("--note: expected a text of at most 500 characters, found another")
        }
    }
}
