import ArgumentParser
import Postgres
import Store
import Web

/// Where the link of an invitation leads, and where it is written.
struct LinkOptions: ParsableArguments {
    /// A link that was made for an account.
    struct Made: Sendable {
        let account: StaffAccount
        let token: String
    }

    private struct Report: Encodable {
        let email: String
        let name: String
        let department: String
        let role: String
        let link: String?
        let file: String?
    }

    @Option(
        name: .long,
        help: ArgumentHelp("Where the server is: https://311.example.org. (default: http://127.0.0.1:8311)")
    )
    var origin: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A new file to write the link to, instead of printing it.", valueName: "file")
    )
    var out: String?

    /// Makes a link and prints it, or writes it into the file asked for: that is made first, so that no link is made
    /// without a place to be.
    func make(
        in place: DatabasePlace,
        city wanted: String?,
        _ console: Console,
        _ make: @escaping @Sendable (PostgresPool, JurisdictionRow) async throws(CommandError) -> Made
    ) async throws {
        let given = origin ?? Environment.text("origin") ?? "http://127.0.0.1:8311"
        guard let origin = SiteOrigin(given) else {
            throw CommandError(.usage, "--origin: expected an address like https://311.example.org, found \"\(given)\"")
        }
        let path = out ?? Environment.text("out")
        let file: NewSecretFile? = if let path { try NewSecretFile(path: path) } else { nil }
        let made: Made
        do {
            made = try await Interruption.watch {
                try await place.withCurrentPool { pool, _ throws(CommandError) in
                    try await make(pool, try await PublishedCity.row(of: wanted, in: pool))
                }
            }
        } catch {
            file?.remove()
            throw error
        }
        let link = "\(origin.text)/desk/join/\(made.token)"
        // Where it cannot be written nobody has it, and `user link` makes another.
        try file?.write(link)
        let account = made.account
        if console.isJSON {
            try console.print(
                json: Report(
                    email: account.email,
                    name: account.name,
                    department: account.department,
                    role: account.role.rawValue,
                    link: path == nil ? link : nil,
                    file: path
                )
            )
            return
        }
        if path == nil { console.print(link) }
        console.say(
            "For \(account.name) (\(account.email)), \(account.role.rawValue) of \(account.department). "
                + (path.map { "The link is in \($0). " } ?? "") + "It works once, within three days."
        )
    }
}
