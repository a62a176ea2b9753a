import ArgumentParser

/// The lease a command speaks of.
struct LeaseOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The lease, as claim gave it.", valueName: "id"))
    var lease: String?

    /// The lease given here or in the environment; empty only before `validate` has refused that.
    var id: String { lease ?? Environment.text("lease") ?? "" }

    func validate() throws {
        guard !id.isEmpty else { throw ValidationError("Missing expected argument '--lease <id>'") }
    }
}
