import ArgumentParser
import Postgres
import ServiceRequests
import Store
import Web

/// `dispatch311 boundaries move-open`: brings open requests to where the boundaries in force put them.
struct BoundariesMoveOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move-open",
        abstract: "Move open requests to where the boundaries in force put them.",
        discussion: """
            Publishing leaves open requests with the department and queue they have. This looks at those that were \
            decided by other versions of the layers than those in force, and moves those for which it makes a \
            difference; what the catalog has changed meanwhile moves nothing. A request that a worker holds, a department \
            has accepted, somebody has sent elsewhere, or a part of which is done stays where it is and is listed. Ids, \
            dates and promises stay, and the history says which boundaries changed.

            Each request is moved by itself, so it may be stopped at any time, and the same again goes on. boundaries \
            diff shows beforehand what would move. Ends with 1 where a request could not be decided, and with 75 where \
            it was stopped or other boundaries came into force meanwhile.

            Examples:
              dispatch311 boundaries move-open --plan
              dispatch311 boundaries move-open --layer council_district
            """
    )

    @Option(name: .long, help: ArgumentHelp("A layer that changed; may be repeated. (default: all)", valueName: "id"))
    var layer: [String] = Environment.list("layer")

    @Flag(name: [.long, .customLong("dry-run")], help: "Say what would move, and move nothing.")
    var plan = false

    @OptionGroup var city: PublishedCityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    private struct Result: Sendable {
        let report: OpenMovesReport
        let publication: Int
    }

    private var movesNothing: Bool { plan || Environment.flag("plan") || Environment.flag("dry-run") }

    func validate() throws { _ = movesNothing }

    func run() async throws {
        let console = output.console
        let (place, wanted, layers, isPlan) = (try database.place(), city.wanted, layer, movesNothing)
        let result = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                return try await Self.move(layers, of: row, in: pool, isPlan: isPlan, console: console)
            }
        }
        let summary = OpenMovesSummary(result.report, publication: result.publication, isPlan: isPlan)
        if console.isJSON {
            try console.print(json: summary)
        } else {
            console.print(summary.lines(terminal: console.terminal))
        }
        if result.report.isInterrupted {
            throw CommandError(
                .tryAgain,
                "stopped before all requests were looked at",
                remedy: "The same again goes on."
            )
        }
        if result.report.isOvertaken {
            throw CommandError(
                .tryAgain,
                "something else came into force meanwhile",
                remedy: "The same again goes by what is in force then."
            )
        }
        if result.report.refused > 0 { throw CommandError.findings }
    }

    private static func move(
        _ layers: [String],
        of row: JurisdictionRow,
        in pool: PostgresPool,
        isPlan: Bool,
        console: Console
    ) async throws(CommandError) -> Result {
        let stored = try await StoredSides(pool: pool, jurisdiction: row)
        let known = stored.active.layers.map(\.id)
        if let unknown = layers.first(where: { !known.contains($0) }) {
            throw CommandError(
                .usage,
                "--layer: expected one of \(known.joined(separator: ", ")), found \"\(unknown)\""
            )
        }
        let snapshot = try await stored.snapshot()
        let progress = console.progress("Looking at open requests", total: nil)
        let moves = OpenMoves(pools: DatabasePools(all: pool), jurisdiction: row)
        let report: OpenMovesReport
        do throws(StoreError) {
            report = try await moves.run(
                by: snapshot,
                words: snapshot.decisionWords(),
                layers: layers,
                isPlan: isPlan,
                progress: { progress.advance(by: $0) },
                tell: { move in
                    let line = OpenMoveLine(move)
                    if console.isJSON {
                        try? console.print(json: line)
                    } else if line.why != nil {
                        console.print(line.text.escaped)
                    }
                }
            )
        } catch {
            throw CommandError(error)
        }
        progress.finish()
        return Result(report: report, publication: stored.active.number)
    }
}
