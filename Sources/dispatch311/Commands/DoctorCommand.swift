import ArgumentParser
import Postgres
import Store

/// `dispatch311 doctor`: whether everything is there that the program needs.
struct DoctorCommand: AsyncParsableCommand {
    private struct Report: Encodable {
        let checks: [Check]
    }

    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check that everything is there that the program needs.",
        discussion: """
            PostgreSQL, QR codes, city, what is done elsewhere, port, mail, sign-in, disk, Leaflet, photos, database, \
            tables, roles, what is published and scheduled, clock: a line each, with what to do where something is wrong. Ends \
            with 1 then. A database that was never made is not made.

            Example:
              dispatch311 doctor --database postgres://dispatch311@db.example/dispatch311
            """
    )

    @OptionGroup var server: ServerOptions
    @OptionGroup var openID: OpenIDOptions
    @OptionGroup var city: CityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let examination = Examination(
            server: server,
            city: city,
            place: try database.place(),
            provider: try openID.settings()
        )
        let checks = try await Interruption.watch {
            var checks: [Check] = []
            for await check in examination.checks() {
                if !console.isJSON { console.print(check.lines(terminal: console.terminal)) }
                checks.append(check)
            }
            return checks
        }
        if console.isJSON { try console.print(json: Report(checks: checks)) }
        if checks.contains(where: { !$0.ok }) { throw CommandError.findings }
    }
}
