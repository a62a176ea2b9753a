import ArgumentParser
import Store

/// What a key may be used for.
struct ScopeOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "What the key may be used for; given once for each. (default: read, work, move)",
            discussion: """
                read: queues, changes and what would be decided. work: claim, and say what became of it. move: hand \
                over, reroute, ask others in. supervise: cancel, reopen and reroute any request.
                """,
            valueName: "scope"
        )
    )
    var scope: [String] = []

    /// The scopes asked for, here or in the environment; the standard ones where nothing is.
    func scopes() throws(CommandError) -> Set<APIScope> {
        let names = scope.isEmpty ? Environment.list("scope") : scope
        guard !names.isEmpty else { return APIScope.standard }
        var scopes: Set<APIScope> = []
        for name in names {
            guard let scope = APIScope(rawValue: name) else {
                let known = APIScope.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandError(.usage, "--scope: expected one of \(known), found \"\(name)\"")
            }
            scopes.insert(scope)
        }
        return scopes
    }
}
