import ArgumentParser
import Store

/// `dispatch311 user disable`.
struct UserDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Shut an account: its sessions end at once.",
        discussion: """
            The history keeps the name. The last administrator's stays open.

            Example:
              dispatch311 user disable ana@example.org
            """
    )

    @OptionGroup var user: UserArgument
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await user.withAccount { accounts, account throws(StoreError) in
            try await accounts.set(account.id, disabled: true)
        }
        try output.console.said(user.email, "disabled", "The account \(user.email) is shut.")
    }
}
