import ArgumentParser
import Store

/// `dispatch311 client create`.
struct ClientCreateCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        let prefix: String
        let client: String
        let endpoint: String
        let key: String?
        let file: String?
    }

    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a key for a client, and the client where there is none of its name.",
        discussion: """
            Prints the key, or writes it to a new file that only you can read. To renew a key, make another for the same \
            name, and revoke the first once nothing uses it.

            Examples:
              dispatch311 client create --name "FixMyStreet" --expires-days 365 --out fixmystreet.key
              dispatch311 client create --name "FixMyStreet" --test
              dispatch311 client create --name "Kiosks of the transit agency" --per-hour 500
            """
    )

    @Option(name: .long, help: ArgumentHelp("What the city calls it, at most 100 characters.", valueName: "text"))
    var name: String?

    @Flag(name: .long, help: "A key for the test endpoint, where nobody acts on what is sent.")
    var test = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How many requests it may send in an hour, by all its keys together. (default: as before, at first 10000)",
            valueName: "n"
        )
    )
    var perHour: Int?

    @Option(name: .long, help: ArgumentHelp("After how many days it stops working. (default: never)", valueName: "n"))
    var expiresDays: Int?

    @Option(
        name: .long,
        help: ArgumentHelp("A new file to write the key to, instead of printing it.", valueName: "file")
    )
    var out: String?

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    private var days: Int? { expiresDays ?? Environment.integer("expires-days") }
    private var pace: Int? { perHour ?? Environment.integer("per-hour") }

    func validate() throws {
        guard (name ?? Environment.text("name")) != nil else {
            throw ValidationError("Missing expected argument '--name <text>'")
        }
        guard days.map({ (1...36_500).contains($0) }) ?? true else {
            throw ValidationError("--expires-days: expected 1 to 36500, found \(days ?? 0)")
        }
        guard pace.map({ (1...1_000_000).contains($0) }) ?? true else {
            throw ValidationError("--per-hour: expected 1 to 1000000, found \(pace ?? 0)")
        }
    }

    func run() async throws {
        let name = (name ?? Environment.text("name") ?? "").trimmed
        guard !name.isEmpty, !name.hasControlCharacters, name.unicodeScalars.count <= 100 else {
            throw CommandError(.usage, "--name: expected one line of 1 to 100 characters, found something else")
        }
        let (days, pace, out) = (days, pace, out ?? Environment.text("out"))
        let endpoint: Client.Endpoint = test || Environment.flag("test") ? .test : .production
        let console = output.console
        let key = try await NewSecretFile.making(at: out, in: try database.place(), wanted: city.wanted) {
            pool,
            row throws(CommandError) in
            do throws(StoreError) {
                let key = try await Clients(pool: pool).makeKey(
                    for: name,
                    at: endpoint,
                    in: row,
                    reportsPerHour: pace,
                    expiresIn: days.map { .seconds($0 * 86_400) }
                )
                return NewSecretFile.Made(key: key, value: key)
            } catch {
                throw CommandError(error)
            }
        }
        if console.isJSON {
            try console.print(
                json: Report(
                    prefix: key.prefix,
                    client: name,
                    endpoint: endpoint.rawValue,
                    key: out == nil ? key.text : nil,
                    file: out
                )
            )
            return
        }
        if out == nil { console.print(key.text) }
        console.say(
            "Key \(key.prefix) of \(name), for the \(endpoint.rawValue) endpoint. "
                + (out.map { "It is in \($0)." } ?? "Keep it now: it cannot be shown again.")
        )
    }
}
