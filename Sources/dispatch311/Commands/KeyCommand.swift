import ArgumentParser

/// `dispatch311 key`: the bearer keys of departments' systems.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make, list, rotate and revoke the keys of departments' systems.",
        discussion: """
            A key speaks for one department. Only its hash is stored: it can be seen once, when it is made.

            Example:
              dispatch311 key create --department dsny --label "route planner" --out dsny.key
            """,
        subcommands: [KeyCreateCommand.self, KeyListCommand.self, KeyRotateCommand.self, KeyRevokeCommand.self]
    )
}
