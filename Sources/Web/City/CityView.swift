import Boundaries
import Postgres
import ServiceRequests
import Store

/// What of a city changes with its catalog and boundaries.
struct CityView {
    let publication: Publication
    let snapshot: RoutingSnapshot
    let assigner: Assigner
    let search: ServiceSearch
    let extent: BoundingBox?
    let places: PlaceSearch
    let map: CityMap
    let outline: CityOutline
    let reader: RequestReader

    /// Makes it of a publication; with `old`, what is searched and drawn stays for as long as what it is made of.
    init(
        publication: Publication,
        snapshot: RoutingSnapshot,
        sheets: MapSheets,
        row: JurisdictionRow,
        pool: PostgresPool,
        after old: City? = nil
    ) {
        self.publication = publication
        self.snapshot = snapshot
        assigner = Assigner(snapshot: snapshot)
        let known = old.flatMap { $0.publication.catalog == publication.catalog ? $0 : nil }
        search = known?.search ?? ServiceSearch(snapshot.catalog.services, elsewhere: snapshot.catalog.elsewhere)
        let edge = snapshot.catalog.jurisdiction.tolerance.outline
        // The catalog says which layer is the land.
        let same = old.flatMap { $0.catalog.jurisdiction.tolerance.outline == edge ? $0 : nil }
        if let same, same.publication.layers == publication.layers {
            (extent, places, outline) = (same.extent, same.places, same.outline)
        } else {
            let land = snapshot.index.layers.first { $0.id == edge }
            let extent = land.flatMap { BoundingBox($0.boundaries.lazy.flatMap(\.polygons).flatMap(\.shell)) }
            self.extent = extent
            places = PlaceSearch(layers: snapshot.index.layers, extent: extent)
            outline = CityOutline(of: land)
        }
        if let same, same.publication.hasBoundaries(of: publication) {
            map = same.map
        } else {
            map = CityMap(layers: snapshot.index.layers, outline: edge, sheets: sheets)
        }
        reader = RequestReader(
            pool: pool,
            jurisdiction: row,
            openDescriptions: snapshot.catalog.services.filter(\.hasPublicDescription).map(\.code),
            privateServices: snapshot.catalog.privateServices,
            blackboxServices: snapshot.catalog.services.filter { $0.type == .blackbox }.map(\.code)
        )
    }
}
