import ArgumentParser
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311 key rotate`.
struct KeyRotateCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        let prefix: String
        let replaces: String
        let replaced_ends_at: Date
        let expires_at: Date?
        let key: String?
        let file: String?
    }

    private struct Rotated: Sendable {
        let key: APIKeyText
        let row: APIKeyRow
        let oldEnds: Date
    }

    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Make the key that replaces another, and give that one an end.",
        discussion: """
            The new key has the old one's department, label, scopes and length of life. Both work until the overlap is \
            over: give the new one to the system in that time. A key whose predecessor still works is not rotated.

            Examples:
              dispatch311 key rotate 4f7k2m9x --out dsny.key
              dispatch311 key rotate 4f7k2m9x --overlap 0d
            """
    )

    @Argument(help: "The old key's eight readable characters, as key list shows them.")
    var prefix: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How much longer the old key works: a number and m, h or d, at most 90d. (default: 7d)",
            valueName: "span"
        )
    )
    var overlap: Overlap?

    @Option(
        name: .long,
        help: ArgumentHelp("A new file to write the key to, instead of printing it.", valueName: "file")
    )
    var out: String?

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { _ = try span() }

    func run() async throws {
        let span = try span()
        let duration = span?.duration ?? .seconds(7 * 86_400)
        let out = out ?? Environment.text("out")
        let console = output.console
        let (prefix, wanted) = (prefix, city.wanted)
        let rotated = try await NewSecretFile.making(at: out, in: try database.place(), wanted: wanted) {
            pool,
            row throws(CommandError) in
            let rotation: KeyRotation
            do throws(StoreError) {
                rotation = try await APIKeys(pool: pool).rotate(prefix: prefix, overlap: duration, in: row)
            } catch {
                throw CommandError(error)
            }
            let rotated = try Self.rotated(rotation, prefix)
            return NewSecretFile.Made(key: rotated.key, value: rotated)
        }
        let row = rotated.row
        if console.isJSON {
            try console.print(
                json: Report(
                    prefix: row.prefix,
                    replaces: prefix,
                    replaced_ends_at: rotated.oldEnds,
                    expires_at: row.expiresAt,
                    key: out == nil ? rotated.key.text : nil,
                    file: out
                )
            )
            return
        }
        if out == nil { console.print(rotated.key.text) }
        console.say(
            "Key \(row.prefix) of \(row.department) replaces \(prefix), which works until "
                + "\(rotated.oldEnds.formatted(.iso8601)). "
                + (out.map { "It is in \($0)." } ?? "Keep it now: it cannot be shown again.")
        )
    }

    /// The overlap given here or in the environment.
    private func span() throws -> Overlap? { try overlap ?? Environment.text("overlap").map(Self.overlap) }

    private static func overlap(_ text: String) throws -> Overlap {
        guard let overlap = Overlap(argument: text) else {
            throw ValidationError("DISPATCH311_OVERLAP: expected a number and m, h or d, found \"\(text)\"")
        }
        return overlap
    }

    /// What was made, or why nothing was.
    private static func rotated(_ rotation: KeyRotation, _ prefix: String) throws(CommandError) -> Rotated {
        switch rotation {
        case .rotated(let key, let row, let oldEnds):
            return Rotated(key: key, row: row, oldEnds: oldEnds)
        case .unknown:
            throw CommandError(
                .findings,
                "expected a key \"\(prefix)\" that works, found none",
                remedy: "dispatch311 key list shows every key; key create makes a new one."
            )
        case .olderLives(let older, let until):
            throw CommandError(
                .findings,
                "expected \(prefix) to be the only working key of its rotation, found \(older), which it replaces, "
                    + "working " + (until.map { "until \($0.formatted(.iso8601))" } ?? "without end"),
                remedy: "dispatch311 key revoke \(older) ends it now, once nothing uses it; or wait for its end."
            )
        case .replaced(let newer):
            throw CommandError(
                .findings,
                "expected a key that was not rotated yet, found \(prefix) replaced by \(newer)",
                remedy: "dispatch311 key rotate \(newer) rotates on; where \(newer) was lost, key create makes another."
            )
        }
    }
}
