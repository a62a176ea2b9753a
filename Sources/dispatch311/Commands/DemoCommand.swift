import ArgumentParser
import Logging
import Postgres
import Store
import Web

/// `dispatch311 demo`: everything at once on one machine, with made-up service requests.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Try everything on this machine, with made-up service requests.",
        discussion: """
            Starts a PostgreSQL server of its own, loads the city, sends made-up service requests through the \
            server's own API, works some of them as a department would, and leaves the server running. Needs nothing \
            but PostgreSQL's programs, which Scripts/setup installs.

            Examples:
              dispatch311 demo
              dispatch311 demo --once --port 9000
            """
    )

    @Flag(name: .long, help: "Stop at the end instead of leaving the server running.")
    var once = false

    @Option(name: .long, help: ArgumentHelp("How many service requests are made up, up to 100000.", valueName: "n"))
    var count = Environment.integer("count", default: 1000)

    @OptionGroup var server: ServerOptions
    @OptionGroup var city: CityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    private var stopsAtTheEnd: Bool { once || Environment.flag("once") }

    func validate() throws {
        _ = stopsAtTheEnd
        guard (1...100_000).contains(count) else {
            throw ValidationError("--count: expected 1 to 100000, found \(count)")
        }
    }

    func run() async throws {
        let console = output.console
        let folders = try city.folders()
        let jurisdiction = try folders.jurisdiction()
        let place = try database.place()
        let options = server
        try PortCheck.check(host: options.host, port: options.port)
        let metricsKey = try options.metricsKey()
        let logger = options.logger("demo", default: .error)
        let pages = DemoPages(console: console)
        let (once, count) = (stopsAtTheEnd, count)
        pages.title()
        try await Interruption.watch {
            let database = try await place.open(logger: logger)
            let pool = PostgresPool(configuration: database.configuration, size: 2, logger: logger)
            do {
                pages.database(database, steps: try await database.migrate())
                let demo = Demo(jurisdiction: jurisdiction, count: count, once: once, pages: pages, pool: pool)
                let run = ServerRun(
                    configuration: WebConfiguration(
                        host: options.host,
                        port: options.port,
                        database: database.configuration,
                        catalogFolder: folders.catalog,
                        geodataFolder: folders.geodata,
                        leafletFolder: options.leaflet,
                        elsewhereSecrets: options.secretsFolder,
                        photosFolder: options.photosFolder(beside: database.embedded?.dataDirectory),
                        mail: options.mail,
                        origin: options.siteOrigin,
                        metricsKey: metricsKey,
                        accessLogLevel: .debug
                    ),
                    database: database,
                    logger: logger
                )
                try await demo.withDoors { key, accounts in
                    try await run.run { port, server in
                        try await demo.show(server, address: options.address(port: port), key: key, accounts: accounts)
                        return once ? .stop : .serve
                    }
                }
                await pool.close()
                await database.close()
            } catch {
                await pool.close()
                await database.close()
                throw error
            }
        }
    }
}
