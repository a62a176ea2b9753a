import ArgumentParser

/// `dispatch311 boundaries`: the layers of a city.
struct BoundariesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "boundaries",
        abstract: "Check, compare and publish a city's boundaries: precincts, districts, wards.",
        discussion: """
            The folder is where boundaries are kept; what is published in the database is what servers work with, \
            and they take over what is published within seconds, without a restart. boundaries lint checks the files, \
            dispatch311 catalog lint whether the catalog fits them.
            """,
        subcommands: [
            BoundariesImportCommand.self, BoundariesLintCommand.self, BoundariesReportCommand.self,
            BoundariesDiffCommand.self, BoundariesPublishCommand.self, BoundariesMoveOpenCommand.self,
            BoundariesRollbackCommand.self, BoundariesListCommand.self, BoundariesWithdrawCommand.self,
        ]
    )
}
