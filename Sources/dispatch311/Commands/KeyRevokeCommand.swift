import ArgumentParser
import Store

/// `dispatch311 key revoke`.
struct KeyRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a key.",
        discussion: """
            Running servers may honour it for up to 5 seconds more.

            Example:
              dispatch311 key revoke 4f7k2m9x
            """
    )

    @Argument(help: "The key's eight readable characters, as key list shows them.")
    var prefix: String

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let prefix = prefix
        try await KeyEnding(prefix: prefix, name: "a key")
            .run(in: database.place(), wanted: city.wanted, output.console) { pool, row throws(StoreError) in
                try await APIKeys(pool: pool).revoke(prefix: prefix, in: row)
            }
    }
}
