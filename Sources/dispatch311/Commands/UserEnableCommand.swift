import ArgumentParser
import Store

/// `dispatch311 user enable`.
struct UserEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Open an account again that was shut.",
        discussion: """
            Its person signs in as before.

            Example:
              dispatch311 user enable ana@example.org
            """
    )

    @OptionGroup var user: UserArgument
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await user.withAccount { accounts, account throws(StoreError) in
            try await accounts.set(account.id, disabled: false)
        }
        try output.console.said(user.email, "open", "The account \(user.email) is open.")
    }
}

extension Console {
    /// Tells how an account stands now.
    func said(_ email: String, _ state: String, _ sentence: String) throws {
        if isJSON { try print(json: ["email": email, "state": state]) }
        say(sentence)
    }
}
