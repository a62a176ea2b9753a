import ArgumentParser
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311 user list`.
struct UserListCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        let email: String
        let name: String
        let department: String
        let role: String
        let state: String
        let signs_in_with: [String]
        let created_at: Date
        let last_signed_in_at: Date?
    }

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every account, by department.",
        discussion: """
            States: invited, lapsed (the invitation ran out), joined, disabled. Doors: a password, the city's own \
            sign-in (OpenID Connect), or both.

            Example:
              dispatch311 user list
            """
    )

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let wanted = city.wanted
        let place = try database.place()
        let accounts = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                do throws(StoreError) {
                    return try await StaffAccounts(pool: pool, jurisdiction: row, checks: PasswordChecks()).list()
                } catch {
                    throw CommandError(error)
                }
            }
        }
        if console.isJSON {
            for account in accounts {
                try console.print(
                    json: Report(
                        email: account.email,
                        name: account.name,
                        department: account.department,
                        role: account.role.rawValue,
                        state: account.standing.rawValue,
                        signs_in_with: account.doors,
                        created_at: account.createdAt,
                        last_signed_in_at: account.lastSignedInAt
                    )
                )
            }
            return
        }
        guard !accounts.isEmpty else {
            return console.say("There are no accounts yet; dispatch311 user invite makes one.")
        }
        var table = TextTable([
            .words("name"), .words("department"), .words("role"), .words("state"), .words("door"),
            .words("signed in"), .words("address"),
        ])
        for account in accounts {
            table.add([
                account.name, account.department, account.role.rawValue, account.standing.rawValue,
                account.doors.isEmpty ? "none yet" : account.doors.joined(separator: ", "),
                account.lastSignedInAt?.listed ?? "never", account.email,
            ])
        }
        console.print(table.lines(width: console.terminal.width, isPlain: console.terminal.isPlain, wrapsLast: true))
    }
}

extension StaffAccount {
    /// The doors it can come in by.
    fileprivate var doors: [String] { (hasPassword ? ["password"] : []) + (isLinked ? ["openid"] : []) }
}
