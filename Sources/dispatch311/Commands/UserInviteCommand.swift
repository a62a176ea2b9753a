import ArgumentParser
import Notices
import ServiceRequests
import Store
import Web

/// `dispatch311 user invite`.
struct UserInviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Make an account, and the link with which its person chooses a password.",
        discussion: """
            Prints the link, or writes it to a new file that only you can read. It works once, within three days.

            Roles: crew and lead work for a department; supervisor, editor and administrator for the whole city.

            Examples:
              dispatch311 user invite --email ana@example.org --name Ana --role administrator
              dispatch311 user invite --email bo@example.org --name Truck-12 --role crew --department dsny --out bo.link
            """
    )

    @Option(name: .long, help: ArgumentHelp("The mail address the person will sign in with.", valueName: "address"))
    var email: String?

    @Option(
        name: .long,
        help: ArgumentHelp("What colleagues and the history call the person; not the full name.", valueName: "text")
    )
    var name: String?

    @Option(
        name: .long,
        help: ArgumentHelp("\(StaffRole.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "role")
    )
    var role: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The department's code; of crew and lead only.", valueName: "code")
    )
    var department: String?

    @OptionGroup var link: LinkOptions
    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let email = try Self.needed(email ?? Environment.text("email"), "--email <address>")
        let name = try Self.needed(name ?? Environment.text("name"), "--name <text>")
        let role = try Self.needed(role ?? Environment.text("role"), "--role <role>")
        let wanted = department ?? Environment.text("department")
        guard MailAddress(email) != nil else {
            throw CommandError(.usage, "--email: expected an address like name@example.org, found \"\(email)\"")
        }
        guard !name.hasControlCharacters, name.unicodeScalars.count <= 60 else {
            throw CommandError(.usage, "--name: expected one line of at most 60 characters, found something else")
        }
        guard let role = StaffRole(rawValue: role) else {
            let known = StaffRole.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandError(.usage, "--role: expected one of \(known), found \"\(role)\"")
        }
        guard role.isCityWide == (wanted == nil) else {
            throw CommandError(
                .usage,
                role.isCityWide
                    ? "--department: expected none with the role \(role.rawValue), which is the whole city's"
                    : "--department: expected one with the role \(role.rawValue), found none"
            )
        }
        try await link.make(in: database.place(), city: city.wanted, output.console) { pool, row throws(CommandError) in
            let code = wanted ?? Department.triage
            let department = try await PublishedCity.department(code, of: row, in: pool)
            let invitation = StaffInvitation(email: email, name: name, department: department.code, role: role)
            let outcome: StaffInvitation.Outcome
            do throws(StoreError) {
                outcome = try await StaffAccounts(pool: pool, jurisdiction: row, checks: PasswordChecks())
                    .invite(invitation)
            } catch {
                throw CommandError(error)
            }
            switch outcome {
            case .invited(let account, let token): return LinkOptions.Made(account: account, token: token)
            case .addressTaken(let account):
                throw CommandError(
                    .findings,
                    "--email: expected an address without an account, found that of \(account.name)",
                    remedy: "A new link for it: dispatch311 user link \(account.email)"
                )
            case .nameTaken:
                throw CommandError(
                    .findings,
                    "--name: expected a name that is free in \(department.code), found one somebody there goes by"
                )
            }
        }
    }

    private static func needed(_ text: String?, _ option: String) throws -> String {
        guard let text, !text.trimmed.isEmpty else { throw ValidationError("Missing expected argument '\(option)'") }
        return text.trimmed
    }
}
