public import Boundaries
import Postgres
public import ServiceRequests
public import Store

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One jurisdiction, ready to be asked: its catalog and boundaries in memory, its tables behind the pool.
///
/// It never changes: whoever has taken one from `Cities` keeps the same catalog and layers until it takes the next, so one request
/// takes one. What must outlive a change of catalog or boundaries (intake, queues, clock) is shared by all of them.
public final class City: Sendable {
    /// The jurisdiction as the tables know it.
    public let row: JurisdictionRow
    /// The publication its catalog and boundaries are.
    public let publication: Publication
    /// The catalog and the boundaries decisions are made with.
    public let snapshot: RoutingSnapshot
    /// Who decides.
    public let assigner: Assigner
    /// Where submissions are stored.
    public let intake: Intake
    /// The departments' queues.
    public let queues: Queues
    /// The numbers of queues by name.
    let directory: QueueDirectory
    /// What watches over their dates.
    public let deadlines: Deadlines
    /// Who reads service requests for the public.
    public let reader: RequestReader
    /// Who reads their history.
    public let history: History
    /// Who tells pages that something happened.
    public let watch: StatusWatch
    /// Who tells staff's live pages what happens.
    let live: LiveFeed
    /// Who keeps the board's figures for everybody who looks at them.
    let boardKeeper: BoardKeeper
    /// What departments' systems read to stay in step.
    public let changes: Changes
    /// The answers departments' systems were given under their keys.
    public let calls: IdempotentCalls
    /// The reports residents have written and not yet sent.
    public let drafts: ReportDrafts
    /// What residents do on other sites.
    public let errands: Errands
    /// Which services are needed most.
    let needed: NeededServices
    /// What was decided and sent for it.
    let meter: CityMeter
    /// Finds services by the words people type.
    public let search: ServiceSearch
    /// The time by the database's clock.
    public let clock: DatabaseClock
    /// The city's extent, which tells swapped coordinates from places far away.
    public let extent: BoundingBox?
    /// The map pages show.
    package let map: CityMap
    /// Places by name, for those who do not use the map.
    public let places: PlaceSearch
    /// Where it takes requests for, for other systems.
    let outline: CityOutline

    /// GeoReport's `jurisdiction_id`.
    public var code: String { row.code }
    /// The catalog.
    public var catalog: Catalog { snapshot.catalog }
    /// When the catalog came into force: discovery's changeset.
    public var catalogSince: Date { publication.catalogSince }

    let pools: DatabasePools
    /// Rings for work that begins to wait.
    let bell: WorkBell
    /// For what is done neither as intake nor as a department.
    var pool: PostgresPool { pools.service }

    /// Puts a jurisdiction together; without sheets its map shows boundaries only.
    ///
    /// With `original`, a city of the same publication, it shares with that what is made of catalog and boundaries.
    public init(
        row: JurisdictionRow,
        publication: Publication,
        snapshot: RoutingSnapshot,
        sheets: MapSheets = .none,
        pools: DatabasePools,
        clock: DatabaseClock,
        bell: WorkBell = WorkBell(),
        intakeLimits: IntakeLimits = .standard,
        after original: City? = nil
    ) {
        self.row = row
        self.pools = pools
        self.bell = bell
        self.clock = clock
        directory = QueueDirectory(pool: pools.intake, jurisdiction: row)
        intake = Intake(pool: pools.intake, jurisdiction: row, directory: directory, bell: bell, limits: intakeLimits)
        queues = Queues(pools: pools, jurisdiction: row, bell: bell).telling(snapshot.catalog)
        calls = IdempotentCalls(pools: pools, jurisdiction: row)
        let pool = pools.service
        deadlines = Deadlines(pool: pool, jurisdiction: row, bell: bell)
        history = History(pool: pool, jurisdiction: row)
        watch = StatusWatch(pool: pool, jurisdiction: row)
        let events = EventReader(pool: pool, jurisdiction: row)
        live = LiveFeed(reader: events)
        boardKeeper = BoardKeeper(board: Board(pool: pool, jurisdiction: row), events: events)
        changes = Changes(pools: pools, jurisdiction: row)
        drafts = ReportDrafts(pool: pool, jurisdiction: row)
        errands = Errands(pool: pool, jurisdiction: row)
        needed = NeededServices()
        meter = CityMeter()
        let view = CityView(
            publication: publication,
            snapshot: snapshot,
            sheets: sheets,
            row: row,
            pool: pool,
            after: original
        )
        (self.publication, self.snapshot, assigner) = (view.publication, view.snapshot, view.assigner)
        (search, extent, places, map, reader) = (view.search, view.extent, view.places, view.map, view.reader)
        outline = view.outline
    }

    /// The same jurisdiction with what was published since; what did not change with it is not made again.
    func with(publication: Publication, snapshot: RoutingSnapshot, sheets: MapSheets) -> City {
        City(
            self,
            CityView(
                publication: publication,
                snapshot: snapshot,
                sheets: sheets,
                row: row,
                pool: pool,
                after: self
            )
        )
    }

    init(_ city: City, _ view: CityView) {
        (row, pools, bell, clock, deadlines) = (city.row, city.pools, city.bell, city.clock, city.deadlines)
        (intake, directory, history, drafts, calls) = (
            city.intake, city.directory, city.history, city.drafts, city.calls
        )
        queues = city.queues.telling(view.snapshot.catalog)
        (live, boardKeeper) = (city.live, city.boardKeeper)
        (changes, needed, watch, errands) = (city.changes, city.needed, city.watch, city.errands)
        meter = city.meter
        (publication, snapshot, assigner) = (view.publication, view.snapshot, view.assigner)
        (search, extent, places, map, reader) = (view.search, view.extent, view.places, view.map, view.reader)
        outline = view.outline
    }

    /// Whether the catalog and the boundaries give a department a queue of this name (`nypd/75`).
    public func hasQueue(_ name: String, of department: String) -> Bool { queue(name, of: department) != nil }

    /// Whether a department has a queue of this name, or had one by an earlier catalog, which may still hold work.
    func knowsQueue(_ name: String, of department: String) async throws(StoreError) -> Bool {
        if hasQueue(name, of: department) { return true }
        return name.hasPrefix("\(department)/") ? try await queues.isKnown(name) : false
    }

    /// The queue of this name that the catalog and the boundaries give a department.
    func queue(_ name: String, of department: String) -> QueueDirectory.Entry? {
        if name == department { return QueueDirectory.Entry(name: name, department: department, boundary: nil) }
        guard name.hasPrefix("\(department)/") else { return nil }
        let boundary = String(name.dropFirst(department.count + 1))
        // The layers in one order: what a queue is for must not depend on chance.
        let layer = queueLayers(of: department).sorted().first { layer in
            snapshot.index.reference(layer: layer, id: boundary) != nil
        }
        return layer.map { QueueDirectory.Entry(name: name, department: department, boundary: ($0, boundary)) }
    }

    /// The layers that split a department's queue.
    func queueLayers(of department: String) -> Set<String> {
        var layers: Set<String> = []
        for service in catalog.services {
            for route in service.routes {
                for share in [route.share] + route.also where share.department == department {
                    if let layer = share.queueLayer { layers.insert(layer) }
                }
            }
        }
        return layers
    }
}
