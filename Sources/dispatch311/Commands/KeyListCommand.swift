import ArgumentParser
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311 key list`.
struct KeyListCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        let prefix: String
        let department: String
        let label: String
        let created_at: Date
        let expires_at: Date?
        let revoked_at: Date?
    }

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every key, newest first.",
        discussion: """
            Example:
              dispatch311 key list
            """
    )

    @OptionGroup var city: CityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let jurisdiction = try city.folders().jurisdiction()
        let place = try database.place()
        let keys = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                do throws(StoreError) {
                    return try await APIKeys(pool: pool).list(in: Jurisdictions(pool: pool).open(jurisdiction))
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
                        department: key.department,
                        label: key.label,
                        created_at: key.createdAt,
                        expires_at: key.expiresAt,
                        revoked_at: key.revokedAt
                    )
                )
            }
            return
        }
        var table = TextTable([.words("key"), .words("department"), .words("made"), .words("state"), .words("label")])
        let now = Date()
        for key in keys {
            let state =
                if key.revokedAt != nil {
                    "revoked"
                } else if let end = key.expiresAt {
                    end < now ? "expired" : "until \(Self.day(end))"
                } else {
                    "works"
                }
            table.add([key.prefix, key.department, Self.day(key.createdAt), state, key.label])
        }
        guard !keys.isEmpty else { return console.say("There are no keys yet; dispatch311 key create makes one.") }
        console.print(table.lines(width: max(60, console.terminal.width), isPlain: console.terminal.isPlain))
    }

    private static func day(_ date: Date) -> String { String(date.formatted(.iso8601).prefix(10)) }
}
