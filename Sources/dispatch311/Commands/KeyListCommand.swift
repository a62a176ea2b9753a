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
        let scopes: [String]
        let created_at: Date
        let expires_at: Date?
        let revoked_at: Date?
        let last_used_at: Date?
        let replaces: String?
    }

    /// Keys that end sooner are told of.
    private static let soon: TimeInterval = 14 * 86_400

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every key, newest first.",
        discussion: """
            "used" is right to a few minutes. What ends within 14 days is told at the end.

            Example:
              dispatch311 key list
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
                    return try await APIKeys(pool: pool).list(in: row)
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
                        scopes: key.scopes.names,
                        created_at: key.createdAt,
                        expires_at: key.expiresAt,
                        revoked_at: key.revokedAt,
                        last_used_at: key.lastUsedAt,
                        replaces: key.replaces
                    )
                )
            }
            return
        }
        guard !keys.isEmpty else { return console.say("There are no keys yet; dispatch311 key create makes one.") }
        var table = TextTable([
            .words("key"), .words("department"), .words("scopes"), .words("made"), .words("used"), .words("state"),
            .words("label"),
        ])
        let now = Date()
        for key in keys {
            table.add([
                key.prefix, key.department, key.scopes.names.joined(separator: " "),
                Self.day(key.createdAt), key.lastUsedAt.map(Self.minute) ?? "never", Self.state(of: key, at: now),
                key.label,
            ])
        }
        // A label is what tells two keys apart: it goes on in the next line instead of being cut.
        console.print(table.lines(width: console.terminal.width, isPlain: console.terminal.isPlain, wrapsLast: true))
        let ending = keys.filter { key in
            key.works(at: now) && key.expiresAt.map { $0.timeIntervalSince(now) <= Self.soon } ?? false
        }
        guard !ending.isEmpty else { return }
        console.say(
            "Within 14 days \(NumberText.count(ending.count, "key")) will stop working: "
                + ending.map { "\($0.prefix) of \($0.department)" }.joined(separator: ", ")
                + ". dispatch311 key rotate makes a successor."
        )
    }

    private static func state(of key: APIKeyRow, at now: Date) -> String {
        if key.revokedAt != nil { return "revoked" }
        guard let end = key.expiresAt else { return "works" }
        guard key.works(at: now) else { return "expired" }
        let left = Int(end.timeIntervalSince(now) / 86_400)
        if end.timeIntervalSince(now) > soon { return "until \(day(end))" }
        return left == 0 ? "ends within a day" : "ends in \(NumberText.count(left, "day"))"
    }

    private static func day(_ date: Date) -> String { String(date.formatted(.iso8601).prefix(10)) }
    private static func minute(_ date: Date) -> String {
        String(date.formatted(.iso8601).prefix(16)).replacing("T", with: " ")
    }
}
