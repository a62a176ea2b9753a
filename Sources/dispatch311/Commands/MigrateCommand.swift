import ArgumentParser
import Logging
import Postgres
import Store

/// `dispatch311 migrate`: brings the database's tables up to this program's version.
struct MigrateCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        let status: String
        let applied: [String]
        let pending: [String]
    }

    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database's tables up to date.",
        discussion: """
            Forward only, each step in a transaction of its own; two at a time wait for each other. A database made \
            by a newer program is refused. After a dump was restored into another server this also lets changes go on \
            behind those that were restored.

            Examples:
              dispatch311 migrate --plan
              dispatch311 migrate --database postgres://dispatch311@db.example/dispatch311
            """
    )

    @Flag(name: .long, help: "Print the SQL that would run, and change nothing.")
    var plan = false

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    private var changesNothing: Bool { plan || Environment.flag("plan") }

    func validate() throws { _ = changesNothing }

    func run() async throws {
        let console = output.console
        let place = try database.place()
        let isPlan = changesNothing
        try await Interruption.watch {
            try await place.withPool { pool, database throws(CommandError) in
                try await Self.run(pool, database, isPlan: isPlan, console: console)
            }
        }
    }

    private static func run(
        _ pool: PostgresPool,
        _ database: OpenDatabase,
        isPlan: Bool,
        console: Console
    ) async throws(CommandError) {
        let status = try await SchemaWords.status(pool)
        let pending: [Migration]
        switch status {
        case .current: pending = []
        case .behind(let missing): pending = missing
        default: throw SchemaWords.error(for: status)
        }
        let applied = isPlan ? [] : try await database.migrate()
        var waiting = isPlan ? pending.map(SchemaWords.name) : []
        if isPlan, pending.isEmpty, try await !SchemaWords.isInOrder(pool) { waiting.append(SchemaWords.restored) }
        if console.isJSON {
            try console.print(
                json: Report(
                    status: waiting.isEmpty ? "current" : "behind",
                    applied: applied,
                    pending: waiting
                )
            )
            return
        }
        for name in waiting {
            let sql = pending.first { SchemaWords.name($0) == name }?.sql
            console.print("-- \(name)" + (sql.map { "\n" + $0 } ?? ""))
        }
        for name in applied { console.print("applied \(name)") }
        if waiting.isEmpty { console.say("The database is up to date.") }
    }
}
