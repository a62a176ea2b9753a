import ArgumentParser
import Store

/// `dispatch311 client revoke`.
struct ClientRevokeCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        let prefix: String
        let revoked: Bool
    }

    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a client's key.",
        discussion: """
            Running servers may honour it for up to 5 seconds more.

            Example:
              dispatch311 client revoke 4f7k2m9x
            """
    )

    @Argument(help: "The key's eight readable characters, as client list shows them.")
    var prefix: String

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let wanted = city.wanted
        let place = try database.place()
        let prefix = prefix
        let isRevoked = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                do throws(StoreError) {
                    return try await Clients(pool: pool).revoke(prefix: prefix, in: row)
                } catch {
                    throw CommandError(error)
                }
            }
        }
        if console.isJSON { try console.print(json: Report(prefix: prefix, revoked: isRevoked)) }
        guard isRevoked else {
            throw CommandError(.findings, "expected a client's key \"\(prefix)\" that still works, found none")
        }
        console.say("Key \(prefix) is revoked; running servers may honour it for up to 5 seconds more.")
    }
}
