import ArgumentParser
import ServiceRequests
import Store

/// `dispatch311 key create`.
struct KeyCreateCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        let prefix: String
        let department: String
        let label: String
        let scopes: [String]
        let key: String?
        let file: String?
    }

    private struct Created: Sendable {
        let key: APIKeyText
        let department: Department
    }

    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a key for a department's system.",
        discussion: """
            Prints the key, or writes it to a new file that only you can read. The departments are those of the \
            catalog that is published in the database.

            Examples:
              dispatch311 key create --department nypd --expires-days 365 --out nypd.key
              dispatch311 key create --department dsny --scope read --label "wall display"
            """
    )

    @Option(name: .long, help: ArgumentHelp("The department's code, as in the published catalog.", valueName: "code"))
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

    @OptionGroup var permission: ScopeOptions
    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    private var wanted: String? { department ?? Environment.text("department") }
    private var days: Int? { expiresDays ?? Environment.integer("expires-days") }

    func validate() throws {
        guard wanted != nil else { throw ValidationError("Missing expected argument '--department <code>'") }
        guard days.map({ (1...36_500).contains($0) }) ?? true else {
            throw ValidationError("--expires-days: expected 1 to 36500, found \(days ?? 0)")
        }
    }

    func run() async throws {
        let (wanted, days) = (wanted ?? "", days)
        let label = label ?? Environment.text("label") ?? "made on the command line"
        guard !label.trimmed.isEmpty, !label.hasControlCharacters else {
            throw CommandError(
                .usage,
                "--label: expected a text of one line, found \(label.trimmed.isEmpty ? "none" : "control characters")"
            )
        }
        let out = out ?? Environment.text("out")
        let console = output.console
        let scopes = try permission.scopes()
        let created = try await NewSecretFile.making(at: out, in: try database.place(), wanted: city.wanted) {
            pool,
            row throws(CommandError) in
            let department = try await PublishedCity.department(wanted, of: row, in: pool)
            do throws(StoreError) {
                let key = try await APIKeys(pool: pool).create(
                    department: department.code,
                    label: label,
                    in: row,
                    scopes: scopes,
                    expiresIn: days.map { .seconds($0 * 86_400) }
                )
                return NewSecretFile.Made(key: key, value: Created(key: key, department: department))
            } catch {
                throw CommandError(error)
            }
        }
        let (key, department) = (created.key, created.department)
        if console.isJSON {
            try console.print(
                json: Report(
                    prefix: key.prefix,
                    department: department.code,
                    label: label,
                    scopes: scopes.names,
                    key: out == nil ? key.text : nil,
                    file: out
                )
            )
            return
        }
        if out == nil { console.print(key.text) }
        console.say(
            "Key \(key.prefix) of the \(department.name.text()) (\(department.code)), for "
                + "\(scopes.names.joined(separator: ", ")). "
                + (out.map { "It is in \($0)." } ?? "Keep it now: it cannot be shown again.")
        )
    }
}
