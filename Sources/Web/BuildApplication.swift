import Hummingbird
import HummingbirdCore
public import Logging
public import NIOCore
import Postgres
import ServiceLifecycle
import Store

/// Builds a server from its configuration: the only way there is, for `main` and for tests.
///
/// Connects, refuses a schema that is not current, measures the database's clock, and loads what every jurisdiction has
/// published. A jurisdiction's folders are published first where the database has nothing of it; what the lint calls an
/// error is refused. Nothing listens yet when it returns.
///
/// - Parameters:
///   - configuration: everything that can be chosen.
///   - logger: where the server and its services log.
///   - onServerRunning: called with the listening channel once connections are taken.
/// - Returns: a server whose `run` has not been called.
/// - Throws: the first thing that keeps it from starting.
public func buildApplication(
    configuration: WebConfiguration,
    logger: Logger,
    onServerRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
) async throws(WebError) -> DispatchServer {
    var database = configuration.database
    database.statementDeadline = configuration.limits.statementDeadline
    // A twin of a call under way waits for the row of its key.
    database.settings["lock_timeout"] = "\(configuration.limits.twinWait / .milliseconds(1))ms"
    // Before the pools: without the migrations there are no roles to work as.
    try await SchemaCheck.run(on: database)
    func pool(_ role: DatabaseRole, size: Int) -> PostgresPool {
        PostgresPool(
            configuration: role.sessions(with: database),
            size: size,
            waitLimit: configuration.limits.poolWait,
            logger: logger
        )
    }
    let pools = DatabasePools(
        intake: pool(.intake, size: configuration.poolSizes.intake),
        department: pool(.department, size: configuration.poolSizes.department),
        service: pool(.service, size: configuration.poolSizes.service)
    )
    do throws(WebError) {
        let clock = ClockKeeper(pool: pools.service, interval: configuration.clockInterval, logger: logger)
        try await clock.start()
        let bell = WorkBell()
        let loader = CityLoader(
            pools: pools,
            clock: clock.clock,
            bell: bell,
            intake: IntakeLimits(maximumWaiting: configuration.limits.maximumSubmissions),
            logger: logger
        )
        let cities = try await loader.cities(
            CityFolders(catalog: configuration.catalogFolder, geodata: configuration.geodataFolder)
        )
        let photos = try await PhotoRoom(configuration, logger: logger)
        let deadlines = RequestDeadlines(limit: configuration.limits.requestDeadline)
        let streams = StreamSlots(
            maximum: configuration.limits.maximumStreams,
            beat: configuration.limits.streamBeat
        )
        let uses = KeyUses(keys: APIKeys(pool: pools.service), interval: configuration.keyUseInterval, logger: logger)
        let clientUses = KeyUses(
            clients: Clients(pool: pools.service),
            interval: configuration.keyUseInterval,
            logger: logger
        )
        let router = try dispatchRouter(
            cities: cities,
            pool: pools.service,
            uses: uses,
            clientUses: clientUses,
            deadlines: deadlines,
            streams: streams,
            photos: photos,
            metrics: MetricsSource(
                cities: cities,
                pools: pools,
                clock: clock.clock,
                readiness: Readiness(pool: pools.service, cities: cities),
                streams: streams,
                photos: photos,
                http: HTTPMeter(),
                standing: StandingLook(cities: cities, interval: configuration.metricsInterval)
            ),
            configuration: configuration,
            logger: logger
        )
        return DispatchServer(
            application: Application(
                responder: StreamResponder(router.buildResponder()),
                server: .http1(configuration: configuration.limits.http1),
                configuration: ApplicationConfiguration(
                    address: .hostname(configuration.host, port: configuration.port),
                    availableConnectionsDelegate: .maximum(configuration.limits.maximumConnections, logger: logger)
                ),
                services: pools.all as [any Service] + [
                    clock, uses, clientUses,
                    WorkBellRelay(of: bell, database: DatabaseRole.service.sessions(with: database), logger: logger),
                    follower(of: cities, loader, photos, configuration, logger), deadlines, streams,
                ] + (photos.map { [$0.sweeper(logger: logger)] } ?? []),
                onServerRunning: onServerRunning,
                logger: logger
            ),
            cities: cities,
            pools: pools,
            configuration: configuration,
            logger: logger,
            deadlines: deadlines,
            streams: streams,
            photos: photos
        )
    } catch {
        await pools.close()
        throw error
    }
}

/// What keeps the cities up to date, and what every one of them has running beside the requests.
private func follower(
    of cities: Cities,
    _ loader: CityLoader,
    _ photos: PhotoRoom?,
    _ configuration: WebConfiguration,
    _ logger: Logger
) -> PublicationFollower {
    PublicationFollower(
        cities: cities,
        loader: loader,
        database: configuration.database,
        interval: configuration.publicationInterval,
        background: { city in
            let demand = DemandKeeper(
                city: city,
                cities: cities,
                interval: configuration.demandInterval,
                logger: logger
            )
            let photoSweepers = photos.map { city.sweepers(of: $0, logger: logger) } ?? []
            let carrier = MailCarrier(
                city: city,
                cities: cities,
                house: MailHouse(configuration, cities),
                interval: configuration.noticeInterval,
                placePause: configuration.placeNoticeInterval,
                logger: logger
            )
            let updates = UpdateCarrier(
                city: city,
                cities: cities,
                house: MailHouse(configuration, cities),
                limits: configuration.push,
                logger: logger
            )
            let live = LiveKeeper(city: city, cities: cities, logger: logger)
            let sandbox = cities.sandbox(of: city)?.sandboxSweepers(configuration, photos, logger: logger) ?? []
            let sweepers = city.sweepers(configuration, logger: logger) + photoSweepers + sandbox
            let quarantine = city.quarantineSweeper(cities, configuration, logger: logger)
            return sweepers + [quarantine, demand, carrier, updates, live]
        },
        logger: logger
    )
}

extension WebLimits {
    /// The limits that Hummingbird's own connection handling keeps.
    fileprivate var http1: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [OldConnections.Place()],
            idleTimeout: TimeAmount(idleTimeout),
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: maximumHeader,
                maxHeaderListSize: maximumHeader,
                maxHeaderFieldCount: maximumHeaderFields
            )
        )
    }
}
