import ArgumentParser
import ServiceRequests
import Store

/// `dispatch311 key create`.
struct KeyCreateCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        let prefix: String
        let department: String
        let label: String
        let key: String?
        let file: String?
    }

    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a key for a department's system.",
        discussion: """
            Prints the key, or writes it to a new file that only you can read.

            Example:
              dispatch311 key create --department nypd --expires-days 365 --out nypd.key
            """
    )

    @Option(name: .long, help: ArgumentHelp("The department's code, as in departments.yml.", valueName: "code"))
    var department: String?

    @Option(name: .long, help: ArgumentHelp("What the key is for.", valueName: "text"))
    var label: String?

    @Option(name: .long, help: ArgumentHelp("After how many days it stops working. (default: never)", valueName: "n"))
    var expiresDays: Int?

    @Option(
        name: .long,
        help: ArgumentHelp("A new file to write the key to, instead of printing it.", valueName: "file")
    )
    var out: String?

    @OptionGroup var city: CityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let wanted = department ?? Environment.text("department") else {
            throw ValidationError("Missing expected argument '--department <code>'")
        }
        let days = expiresDays ?? Environment.integer("expires-days")
        guard days.map({ (1...36_500).contains($0) }) ?? true else {
            throw ValidationError("--expires-days: expected 1 to 36500, found \(days ?? 0)")
        }
        let label = label ?? Environment.text("label") ?? "made on the command line"
        guard !label.trimmed.isEmpty, !label.hasControlCharacters else {
            throw CommandError(
                .usage,
                "--label: expected a text of one line, found \(label.trimmed.isEmpty ? "none" : "control characters")"
            )
        }
        let out = out ?? Environment.text("out")
        let console = output.console
        let folders = try city.folders()
        let jurisdiction = try folders.jurisdiction()
        let department = try await folders.department(wanted, in: jurisdiction)
        let place = try database.place()
        // The file comes first: a key that cannot be written anywhere is not made.
        let file: NewSecretFile? = if let out { try NewSecretFile(path: out) } else { nil }
        let code = department.code
        let key: APIKeyText
        do {
            key = try await Interruption.watch {
                try await place.withCurrentPool(makingOne: true) { pool, _ throws(CommandError) in
                    do throws(StoreError) {
                        let row = try await Jurisdictions(pool: pool).open(jurisdiction)
                        return try await APIKeys(pool: pool).create(
                            department: code,
                            label: label,
                            in: row,
                            expiresIn: days.map { .seconds($0 * 86_400) }
                        )
                    } catch {
                        throw CommandError(error)
                    }
                }
            }
        } catch {
            file?.remove()
            throw error
        }
        if let file { try await write(key, to: file, jurisdiction: jurisdiction, place: place) }
        if console.isJSON {
            try console.print(
                json: Report(
                    prefix: key.prefix,
                    department: department.code,
                    label: label,
                    key: out == nil ? key.text : nil,
                    file: out
                )
            )
            return
        }
        if out == nil { console.print(key.text) }
        console.say(
            "Key \(key.prefix) of the \(department.name.text()) (\(department.code)). "
                + (out.map { "It is in \($0)." } ?? "Keep it now: it cannot be shown again.")
        )
    }

    /// Writes the key, or revokes it: nobody could ever use it, and nobody would know that it works.
    private func write(
        _ key: APIKeyText,
        to file: NewSecretFile,
        jurisdiction: String,
        place: DatabasePlace
    ) async throws(CommandError) {
        do throws(CommandError) {
            try file.write(key.text)
        } catch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                do throws(StoreError) {
                    let row = try await Jurisdictions(pool: pool).open(jurisdiction)
                    _ = try await APIKeys(pool: pool).revoke(prefix: key.prefix, in: row)
                } catch {
                    throw CommandError(error)
                }
            }
            throw error
        }
    }
}
