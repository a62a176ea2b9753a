import Hummingbird
import Logging
import OpenIDConnect
import Photos
import Postgres
import Store

/// Every address the server has, behind its middleware from the outside in.
func dispatchRouter(
    cities: Cities,
    pool: PostgresPool,
    uses: KeyUses,
    clientUses: KeyUses,
    deadlines: RequestDeadlines,
    streams: StreamSlots,
    photos: PhotoRoom?,
    metrics: MetricsSource,
    configuration: WebConfiguration,
    logger: Logger
) throws(WebError) -> Router<DispatchContext> {
    let pages: Pages
    do {
        pages = try Pages(
            assets: Assets(leaflet: configuration.leafletFolder),
            usesPseudoLocale: configuration.usesPseudoLocale
        )
    } catch {
        throw .template("\(error)")
    }
    let limits = configuration.limits
    let router = Router(context: DispatchContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: TraceParent())
    router.add(middleware: HTTPMetering(meter: metrics.http))
    router.add(middleware: AccessLog(level: configuration.accessLogLevel))
    router.add(middleware: ResponseHeaders())
    router.add(middleware: Compression())
    router.add(middleware: ErrorResponses(linger: limits.linger, pages: pages, cities: cities))
    router.add(middleware: RequestDeadline(deadlines: deadlines, limits: limits))
    router.add(middleware: BodyLimit(limits: limits, deadlines: deadlines))
    pages.assets.add(to: router)
    let house = MailHouse(configuration, cities)
    let passwords = PasswordChecks(cost: configuration.passwordCost)
    let door = StaffDoor(cities: cities, pool: pool, uses: uses, passwords: passwords)
    let codes = QRCodes(configuration.codeProgram)
    let gate = SubmissionGate(limits.submissionsPerHour, behind: configuration.trustedProxies, logger: logger)
    let residents = ResidentRoutes(
        cities: cities,
        pages: pages,
        streams: streams,
        photos: photos,
        house: house,
        codes: codes,
        door: door,
        gate: gate
    )
    residents.add(to: router)
    ErrandRoutes(
        cities: cities,
        pages: pages,
        secrets: try ElsewhereSecrets(folder: configuration.elsewhereSecrets),
        residents: residents
    ).add(to: router)
    FollowRoutes(resident: residents, news: PlaceNews()).add(to: router)
    KioskRoutes(cities: cities, pages: pages, photos: photos, codes: codes).add(to: router)
    let openID = configuration.openID.map { OpenIDDoor(provider: Provider($0), door: door, pages: pages) }
    SignInRoutes(door: door, openID: openID, pages: pages).add(to: router)
    JoinRoutes(door: door, openID: openID, pages: pages).add(to: router)
    if let openID { OpenIDRoutes(openID: openID).add(to: router) }
    StaffRoutes(
        door: door,
        desk: DeskRoutes(pages: pages, photos: photos, codes: codes),
        board: BoardRoutes(pages: pages),
        live: LiveRoutes(streams: streams),
        triage: TriageRoutes(pages: pages),
        own: OwnAccountRoutes(door: door, openID: openID, pages: pages),
        accounts: AccountRoutes(door: door, pages: pages, house: house, openID: openID),
        catalog: CatalogRoutes(pages: pages),
        publishing: PublishingRoutes(pages: pages),
        explain: ExplainRoutes(pages: pages),
        layers: LayerRoutes(pages: pages)
    ).add(to: router)
    HealthRoutes(readiness: metrics.readiness).add(to: router)
    MetricsRoutes(source: metrics, key: configuration.metricsKey).add(to: router)
    MapRoutes(cities: cities, usesPseudoLocale: configuration.usesPseudoLocale).add(to: router)
    let clients = KeyRing(clients: Clients(pool: pool), uses: clientUses, memory: limits.keyMemory)
    let endpoints: [(GeoReportEndpoint, Cities?)] = [(.production, cities), (.test, cities.sandboxes)]
    for (endpoint, cities) in endpoints {
        guard let cities else { continue }
        GeoReportRoutes(
            endpoint: endpoint,
            cities: cities,
            // What is tried out uses up nothing of what is meant.
            door: ClientDoor(
                keys: clients,
                gate: endpoint == .production ? gate : gate.another(),
                paces: ClientPaces(limits.clientSubmissionsPerHour)
            ),
            photos: photos,
            limits: limits,
            sandbox: configuration.sandbox
        ).add(to: router)
    }
    DescriptionRoutes(cities: cities, limits: limits).add(to: router)
    DepartmentRoutes(
        cities: cities,
        keys: KeyRing(keys: APIKeys(pool: pool), uses: uses, memory: limits.keyMemory),
        claimInterval: configuration.claimInterval,
        photos: photos
    ).add(to: router)
    return router
}
