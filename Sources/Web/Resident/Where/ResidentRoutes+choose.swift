import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// The three ways to say where, and the fourth for who cannot.
    func choosePlace(_ visit: PageVisit, _ trail: ReportTrail) -> Response {
        let city = visit.city
        let kept = trail.with { $0.place = nil }
        let service = trail.service.flatMap { city.catalog.service(named: $0) }
        let inWords = kept.with { $0.place = .words }
        var view = WhereView(
            service: service?.name.text(in: visit.language),
            fields: kept.fields,
            query: visit.query["q"],
            inWords: inWords.address(service == nil && trail.draft == nil ? "/report/what" : "/report/details"),
            // A screen in a public place knows where it stands, and who writes for a caller is elsewhere.
            locates: visit.query["kiosk"] == nil && !visit.isByPhone,
            back: back(from: trail, visit)
        )
        if let words = visit.query["q"] {
            let matches = city.places.matches(words)
            if matches.count == 1, let match = matches.first, case .coordinate = match.kind {
                return Pages.redirect(to: trail.at(match.point).address("/report/where"))
            }
            view.found = PlacesFound(matches, query: words, kept, visit)
        }
        if let extent = city.extent {
            let map = MapPanel.view(visit.query, extent: extent)
            switch MapPanel.choice(visit.query, in: map, extent: extent) {
            case .place(let point):
                return Pages.redirect(to: trail.at(point).address("/report/where", searched: visit.query))
            case .closer(let closer):
                let address = kept.address("/report/where", adding: closer.parameters, searched: visit.query)
                return Pages.redirect(to: address + "#map")
            case nil:
                view.map = MapPanel(map, visit, extent: extent, action: "/report/where#map")
                view.moving = MovingMap(map, visit, extent: extent, assets: pages.assets)
            }
        }
        var page = Page("where", title: visit.words("where_title"), view: view)
        page.scripts = ["where.js"]
        if view.moving != nil, let tiles = city.catalog.jurisdiction.tiles { page.pictureOrigins = [tiles.origin] }
        return pages.response(page, for: visit)
    }

    /// Where the visitor came from; nil where a visit of a kiosk begins.
    private func back(from trail: ReportTrail, _ visit: PageVisit) -> String? {
        if let draft = trail.draft {
            return ReportTrail(draft, visit).address(trail.isChange ? "/report/check" : "/report/details")
        }
        if trail.service == nil, visit.kiosk != nil { return nil }
        // To what was found by the same words, where the service was.
        return visit.address(trail.search.map { "/?q=\(FormParameters.encoded($0))" } ?? "/")
    }
}

/// What `where.mustache` shows.
struct WhereView: Sendable {
    /// The service that was chosen before.
    let service: String?
    /// What every form of the page carries on.
    let fields: [HiddenField]
    /// What was searched for.
    let query: String?
    /// Where a place in words leads.
    let inWords: String
    /// Whether the device may be asked where it is.
    let locates: Bool
    /// Nil where nobody came from anywhere.
    let back: String?
    /// What the search found; nil where nobody searched.
    var found: PlacesFound?
    /// The map; nil for a city without an outline.
    var map: MapPanel?
    /// The map that a script moves; nil where there is no Leaflet.
    var moving: MovingMap?
}

/// Places that a search has found, each leading to the map around it.
struct PlacesFound: Sendable {
    /// One of them.
    struct Item: Sendable {
        let name: String
        /// What kind of place it is.
        let layer: String
        let address: String
    }

    let summary: String
    let items: [Item]

    init(_ matches: [PlaceMatch], query: String, _ trail: ReportTrail, _ visit: PageVisit) {
        items = matches.map { match in
            var layer = ""
            if case .boundary(let boundary) = match.kind {
                let definition = visit.city.snapshot.index.layers.first { $0.id == boundary.layer }?.definition
                layer = definition.map { LocalizedText($0.names).text(in: visit.language) } ?? ""
            }
            return Item(
                name: match.name,
                layer: layer,
                address: trail.address(
                    "/report/where",
                    adding: MapPanel.view(of: match).parameters,
                    searched: visit.query
                ) + "#map"
            )
        }
        summary =
            items.isEmpty
            ? visit.words("where_none_found", ["query": query])
            : visit.words("where_found", items.count, ["query": query])
    }
}

extension ReportTrail {
    /// The same with a point.
    func at(_ point: Coordinate) -> ReportTrail {
        with { $0.place = .point(latitude: point.latitude.degrees, longitude: point.longitude.degrees) }
    }
}
