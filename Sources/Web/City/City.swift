public import Boundaries
public import Postgres
public import ServiceRequests
public import Store

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One jurisdiction, ready to be asked: its catalog and boundaries in memory, its tables behind the pool.
public struct City: Sendable {
    /// The jurisdiction as the tables know it.
    public let row: JurisdictionRow
    /// The catalog and the boundaries decisions are made with.
    public let snapshot: RoutingSnapshot
    /// Who decides.
    public let assigner: Assigner
    /// Where submissions are stored.
    public let intake: Intake
    /// The departments' queues.
    public let queues: Queues
    /// Who reads service requests for the public.
    public let reader: RequestReader
    /// Who reads their history.
    public let history: History
    /// The answers departments' systems were given under their keys.
    public let calls: IdempotentCalls
    /// The reports residents have written and not yet sent.
    public let drafts: ReportDrafts
    /// Finds services by the words people type.
    public let search: ServiceSearch
    /// The time by the database's clock.
    public let clock: DatabaseClock
    /// When the catalog came into force, or, where that is not told, when this server took it up: discovery's changeset.
    public let catalogSince: Date
    /// The city's extent, which tells swapped coordinates from places far away.
    public let extent: BoundingBox?
    /// The map pages show.
    package let map: CityMap
    /// Places by name, for those who do not use the map.
    public let places: PlaceSearch

    /// GeoReport's `jurisdiction_id`.
    public var code: String { row.code }
    /// The catalog.
    public var catalog: Catalog { snapshot.catalog }

    /// Puts a jurisdiction together; without sheets its map shows boundaries only.
    public init(
        row: JurisdictionRow,
        snapshot: RoutingSnapshot,
        sheets: MapSheets = .none,
        pool: PostgresPool,
        clock: DatabaseClock,
        catalogSince: Date? = nil
    ) {
        self.row = row
        self.snapshot = snapshot
        self.clock = clock
        self.catalogSince = catalogSince ?? clock.now
        assigner = Assigner(snapshot: snapshot)
        let outline = snapshot.index.layers.first { $0.id == snapshot.catalog.jurisdiction.tolerance.outline }
        extent = outline.flatMap { BoundingBox($0.boundaries.lazy.flatMap(\.polygons).flatMap(\.shell)) }
        places = PlaceSearch(layers: snapshot.index.layers, extent: extent)
        map = CityMap(
            layers: snapshot.index.layers,
            outline: snapshot.catalog.jurisdiction.tolerance.outline,
            sheets: sheets
        )
        intake = Intake(
            pool: pool,
            jurisdiction: row,
            directory: QueueDirectory(pool: pool, jurisdiction: row)
        )
        queues = Queues(pool: pool, jurisdiction: row)
        reader = RequestReader(
            pool: pool,
            jurisdiction: row,
            openDescriptions: snapshot.catalog.services.filter(\.hasPublicDescription).map(\.code)
        )
        history = History(pool: pool, jurisdiction: row)
        drafts = ReportDrafts(pool: pool, jurisdiction: row)
        search = ServiceSearch(snapshot.catalog.services)
        calls = IdempotentCalls(pool: pool, jurisdiction: row)
    }

    /// Whether the catalog and the boundaries give a department a queue of this name (`nypd/75`).
    public func hasQueue(_ name: String, of department: String) -> Bool {
        if name == department { return true }
        guard name.hasPrefix("\(department)/") else { return false }
        let boundary = String(name.dropFirst(department.count + 1))
        return queueLayers(of: department).contains { layer in
            snapshot.index.reference(layer: layer, id: boundary) != nil
        }
    }

    private func queueLayers(of department: String) -> Set<String> {
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
