import ArgumentParser

/// `dispatch311 catalog`: the services, departments and routes of a city.
struct CatalogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog",
        abstract: "Check a city's services, departments, routes and boundaries.",
        subcommands: [CatalogLintCommand.self]
    )
}
