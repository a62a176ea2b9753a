import ArgumentParser
import Store

/// `dispatch311 user link`.
struct UserLinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Make a new link for an account: the password was forgotten, or the invitation ran out.",
        discussion: """
            What the person signs in with now works until the link is used.

            Example:
              dispatch311 user link ana@example.org
            """
    )

    @Argument(help: "The mail address the person signs in with.")
    var email: String

    @OptionGroup var link: LinkOptions
    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let email = email
        try await link.make(in: database.place(), city: city.wanted, output.console) { pool, row throws(CommandError) in
            let made: LinkOptions.Made?
            do throws(StoreError) {
                let accounts = StaffAccounts(pool: pool, jurisdiction: row, checks: PasswordChecks())
                if let account = try await accounts.account(email: email),
                    let token = try await accounts.renew(account.id)
                {
                    made = LinkOptions.Made(account: account, token: token)
                } else {
                    made = nil
                }
            } catch {
                throw CommandError(error)
            }
            guard let made else {
                throw CommandError(.findings, "expected an open account with the address \"\(email)\", found none")
            }
            return made
        }
    }
}
