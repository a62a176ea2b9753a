import ArgumentParser
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311 client list`.
struct ClientListCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        let prefix: String
        let client: String
        let endpoint: String
        let reports_per_hour: Int?
        let created_at: Date
        let expires_at: Date?
        let revoked_at: Date?
        let last_used_at: Date?
    }

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every client's keys, newest first.",
        discussion: """
            "used" is right to a few minutes.

            Example:
              dispatch311 client list
            """
    )

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let wanted = city.wanted
        let place = try database.place()
        let keys = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                do throws(StoreError) {
                    return try await Clients(pool: pool).keys(in: row)
                } catch {
                    throw CommandError(error)
                }
            }
        }
        if console.isJSON {
            for key in keys {
                try console.print(
                    json: Report(
                        prefix: key.prefix,
                        client: key.client,
                        endpoint: key.endpoint.rawValue,
                        reports_per_hour: key.reportsPerHour,
                        created_at: key.createdAt,
                        expires_at: key.expiresAt,
                        revoked_at: key.revokedAt,
                        last_used_at: key.lastUsedAt
                    )
                )
            }
            return
        }
        guard !keys.isEmpty else {
            return console.say("There are no clients yet; dispatch311 client create makes one.")
        }
        var table = TextTable([
            .words("key"), .words("endpoint"), .numbers("an hour"), .words("made"), .words("used"), .words("state"),
            .words("client"),
        ])
        let now = Date()
        for key in keys {
            table.add([
                key.prefix, key.endpoint.rawValue, key.reportsPerHour.map(String.init) ?? "standard",
                Self.day(key.createdAt), key.lastUsedAt.map(Self.minute) ?? "never", Self.state(of: key, at: now),
                key.client,
            ])
        }
        console.print(table.lines(width: console.terminal.width, isPlain: console.terminal.isPlain, wrapsLast: true))
    }

    private static func state(of key: ClientKeyRow, at now: Date) -> String {
        if key.revokedAt != nil { return "revoked" }
        guard let end = key.expiresAt else { return "works" }
        return key.works(at: now) ? "until \(day(end))" : "expired"
    }

    private static func day(_ date: Date) -> String { String(date.formatted(.iso8601).prefix(10)) }
    private static func minute(_ date: Date) -> String {
        String(date.formatted(.iso8601).prefix(16)).replacing("T", with: " ")
    }
}
