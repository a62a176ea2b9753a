import ArgumentParser
import Boundaries
import ServiceRequests

/// `dispatch311 catalog lint`: everything that is wrong with a city's files, at once.
struct CatalogLintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Find everything that is wrong with catalogs and boundaries.",
        discussion: """
            Every jurisdiction of the folders is checked, or the one you name. Ends with 1 when there is an error; \
            warnings alone end with 0.

            Example:
              dispatch311 catalog lint --catalog Catalog --geodata GeoData
            """
    )

    @OptionGroup var city: CityOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let folders = try city.folders()
        let ids = folders.wanted == nil ? try folders.all() : [try folders.jurisdiction()]
        var reports: [LintReport] = []
        for id in ids { reports.append(await folders.lint(id)) }
        for report in reports {
            if console.isJSON {
                try console.print(json: report)
            } else {
                console.print(report.lines(terminal: console.terminal))
            }
        }
        if reports.contains(where: { $0.errors > 0 }) { throw CommandError.findings }
    }
}
