import ArgumentParser

/// `dispatch311 user`: the people who work here.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Invite the people who work here, list them, and shut their accounts.",
        discussion: """
            Whoever is invited opens a link, chooses a password and is in. The first administrator is invited here; \
            administrators then do the same on the page /desk/accounts.

            Example:
              dispatch311 user invite --email ana@example.org --name Ana --role administrator
            """,
        subcommands: [
            UserInviteCommand.self, UserListCommand.self, UserLinkCommand.self, UserDisableCommand.self,
            UserEnableCommand.self,
        ]
    )
}
