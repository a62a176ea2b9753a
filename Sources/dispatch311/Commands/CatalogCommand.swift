import ArgumentParser

/// `dispatch311 catalog`: the services, departments and routes of a city.
struct CatalogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog",
        abstract: "Check a city's services, departments and routes, and publish them.",
        discussion: """
            The folder is where a catalog is written; what is published in the database is what servers work with, \
            and they take over what is published within seconds, without a restart.
            """,
        subcommands: [
            CatalogLintCommand.self, CatalogPublishCommand.self, CatalogRollbackCommand.self, CatalogListCommand.self,
            CatalogWithdrawCommand.self,
        ]
    )
}
