import ArgumentParser
import Store

/// Where a rollback goes.
struct RollbackOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The version to go back to, or its first digits; list has them.", valueName: "version")
    )
    var to: String?

    @Option(name: .long, help: ArgumentHelp("Go back to what this publication had instead.", valueName: "n"))
    var publication: Int?

    /// The version asked for, here or in the environment; one of the two on the command line makes the other in the
    /// environment irrelevant.
    var version: String? { to ?? (publication == nil ? Environment.text("to") : nil) }

    private var number: Int? { publication ?? (to == nil ? Environment.integer("publication") : nil) }

    // Read before the command runs, so that a fault in the environment is told before anything is done.
    func validate() throws { _ = number }

    /// What the options ask for; without both, what was in force before.
    func target() throws(CommandError) -> PublicationChange.Target {
        switch (version, number) {
        case (nil, nil): return .before
        case (let version?, nil): return .version(version.lowercased())
        case (nil, let number?): return .publication(number)
        case (_?, _?):
            throw CommandError(.usage, "expected one place to go back to, found --to and --publication")
        }
    }
}
