import ArgumentParser
import OpenIDConnect
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311 client push`.
struct ClientPushCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        let client: String
        let address: String
        let waiting: Int
        let delay_seconds: Double
        let failures: Int
        let last_failure: String?
        let delivered_at: Date?
    }

    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Send updates of the requests that a client sent to an address of its own.",
        discussion: """
            What happens from now on is posted there as mysociety's servicerequestupdates has it, each update at least \
            once, those of one request in their order. Without --name it lists where updates are sent and how it stands.
            Named again with another address, what waits goes there; the key and the jurisdiction_id stay as they are \
            where none is given, and '' takes them away.

            Examples:
              dispatch311 client push --name "FixMyStreet" --address https://fix.example.org/open311/v2/servicerequestupdates.xml \
            --said-jurisdiction 2482 --key-file fixmystreet-token
              dispatch311 client push --name "FixMyStreet" --end
              dispatch311 client push
            """
    )

    @Option(name: .long, help: ArgumentHelp("What the city calls the client.", valueName: "text"))
    var name: String?

    @Option(name: .long, help: ArgumentHelp("The whole address: https, or http on this machine.", valueName: "url"))
    var address: String?

    @Option(
        name: .long,
        help: ArgumentHelp("What the other system calls this city, its jurisdiction_id; '' for none.", valueName: "id")
    )
    var saidJurisdiction: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A file with the key that the other system asks for; '' for no key.", valueName: "file")
    )
    var keyFile: String?

    @Flag(name: .long, help: "Send it nothing any more, and forget what waits.")
    var end = false

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    private var asked: String? { name ?? Environment.text("name") }
    private var target: String? { address ?? Environment.text("address") }
    private var said: String? { saidJurisdiction ?? Environment.text("said-jurisdiction") }
    private var file: String? { keyFile ?? Environment.text("key-file") }
    private var isEnd: Bool { end || Environment.flag("end") }

    func validate() throws {
        guard asked == nil || isEnd != (target != nil) else {
            throw ValidationError("Expected one of '--address <url>' and '--end' beside '--name <text>'")
        }
        guard asked != nil || (target == nil && !isEnd && said == nil && file == nil) else {
            throw ValidationError("Missing expected argument '--name <text>'")
        }
        if let target, ProviderAddress(target) == nil {
            throw ValidationError("--address: expected https://…, or http:// on this machine, found another")
        }
    }

    func run() async throws {
        let (console, wanted, place) = (output.console, city.wanted, try database.place())
        let (name, address, said, isEnd) = (asked, target, said, isEnd)
        let key = try file.map(Self.key(in:))
        let rows: [ClientPushRow]? = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) -> [ClientPushRow]? in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                let pushes = ClientPushes(pool: pool, jurisdiction: row)
                do throws(StoreError) {
                    guard let name else { return try await pushes.all() }
                    var isThere = false
                    if isEnd {
                        isThere = try await pushes.end(name)
                    } else if let address {
                        isThere = try await pushes.name(name, address: address, jurisdictionID: said, key: key)
                    }
                    guard isThere else { return nil }
                    return try await pushes.all().filter { $0.client == name }
                } catch {
                    throw CommandError(error)
                }
            }
        }
        guard let rows else {
            throw CommandError(
                .findings,
                isEnd
                    ? "expected a client that updates are sent to, found none of this name"
                    : "expected a client that dispatch311 client create has made, found none of this name"
            )
        }
        if console.isJSON {
            for row in rows { try console.print(json: Self.report(row)) }
            return
        }
        if isEnd { return console.say("It is sent nothing any more.") }
        guard !rows.isEmpty else { return console.say("Updates are sent to nobody.") }
        var table = TextTable([
            .words("client"), .numbers("waiting"), .numbers("failures"), .words("arrived"), .words("address"),
        ])
        for row in rows {
            let arrived = row.deliveredAt.map(Self.minute) ?? "never"
            table.add([row.client, String(row.waiting), String(row.failures), arrived, row.address])
        }
        console.print(table.lines(width: console.terminal.width, isPlain: console.terminal.isPlain, wrapsLast: true))
    }

    private static func minute(_ date: Date) -> String {
        String(date.formatted(.iso8601).prefix(16)).replacing("T", with: " ")
    }

    private static func report(_ row: ClientPushRow) -> Report {
        Report(
            client: row.client,
            address: row.address,
            waiting: row.waiting,
            delay_seconds: row.delay,
            failures: row.failures,
            last_failure: row.lastFailure,
            delivered_at: row.deliveredAt
        )
    }

    /// The key that a file holds; none, which is an empty text, where there shall be none.
    private static func key(in file: String) throws(CommandError) -> String {
        guard !file.isEmpty else { return "" }
        let line = (try? String(contentsOfFile: file, encoding: .utf8))?.trimmed ?? ""
        guard !line.isEmpty, line.utf8.count <= 1000, !line.hasControlCharacters else {
            throw CommandError(.usage, "--key-file: expected a file with one line, found something else")
        }
        return line
    }
}
