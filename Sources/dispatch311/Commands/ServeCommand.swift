import ArgumentParser
import Logging
import Postgres
import Web

/// `dispatch311 serve`: the server.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server.",
        discussion: """
            Brings the database's tables up to date, loads the catalogs and boundaries that are published in it, and \
            listens until SIGTERM or Ctrl-C; then it answers what is under way, for at most 10 seconds, and ends with \
            0. Without --database it runs a PostgreSQL server of its own and stops it when it was the last to use it.

            A city's folders are published by themselves only where the database has nothing of the city. Afterwards \
            dispatch311 catalog publish and boundaries publish do it, while the servers run; a server that starts \
            beside folders that differ says so. Without folders it serves what is published.

            Examples:
              dispatch311 serve
              dispatch311 serve --host 0.0.0.0 --port 80 --database-file /run/secrets/database-url
            """
    )

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Connections to the database at most.",
            discussion:
                "A quarter of them stores submissions, the rest is halved between departments' words and all else.",
            valueName: "n"
        )
    )
    var poolSize = Environment.integer("pool-size", default: 16)

    @Flag(name: .long, help: "Log every answered request.")
    var accessLog = false

    @Flag(name: .long, help: .hidden)
    var pseudoLocale = false

    @OptionGroup var server: ServerOptions
    @OptionGroup var openID: OpenIDOptions
    @OptionGroup var clients: ClientOptions
    @OptionGroup var city: CityOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    private var logsAccess: Bool { accessLog || Environment.flag("access-log") }

    func validate() throws {
        _ = logsAccess
        guard (3...500).contains(poolSize) else {
            throw ValidationError("--pool-size: expected 3 to 500, found \(poolSize)")
        }
    }

    func run() async throws {
        let console = output.console
        let folders = try city.foldersIfAny()
        let place = try database.place()
        let options = server
        try PortCheck.check(host: options.host, port: options.port)
        let metricsKey = try options.metricsKey()
        let openID = try openID.settings()
        let clients = clients
        let logger = options.logger("serve", default: .info)
        let (poolSize, accessLogLevel) = (poolSize, logsAccess ? Logger.Level.info : .debug)
        let usesPseudoLocale = pseudoLocale
        try await Interruption.watch {
            let database = try await place.open(logger: logger)
            do {
                if let embedded = database.embedded {
                    options.say(
                        "PostgreSQL \(embedded.wasAdopted ? "runs" : "started"); "
                            + "its data is in \(embedded.dataDirectory)",
                        on: console,
                        logger
                    )
                }
                for step in try await database.migrate() { options.say("Applied \(step)", on: console, logger) }
                let configuration = WebConfiguration(
                    host: options.host,
                    port: options.port,
                    database: database.configuration,
                    poolSizes: PoolSizes(total: poolSize),
                    catalogFolder: folders.catalog,
                    geodataFolder: folders.geodata,
                    leafletFolder: options.leaflet,
                    elsewhereSecrets: options.secretsFolder,
                    photosFolder: options.photosFolder(beside: database.embedded?.dataDirectory),
                    mail: options.mail,
                    origin: options.siteOrigin,
                    openID: openID,
                    trustedProxies: clients.proxies,
                    metricsKey: metricsKey,
                    limits: clients.limits,
                    quarantine: clients.quarantine,
                    accessLogLevel: accessLogLevel,
                    usesPseudoLocale: usesPseudoLocale
                )
                try await ServerRun(configuration: configuration, database: database, logger: logger).run { port, _ in
                    let address = options.address(port: port)
                    if console.isJSON { try console.print(json: ["url": address]) }
                    options.say("Dispatch311 listens on \(address)", on: console, logger)
                    return .serve
                }
                await database.close()
            } catch {
                await database.close()
                throw error
            }
        }
    }
}
