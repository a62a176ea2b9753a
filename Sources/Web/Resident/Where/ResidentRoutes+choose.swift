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
            back: trail.draft.map { ReportTrail($0, visit).address("/report/check") } ?? visit.address("/")
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
                return Pages.redirect(to: trail.at(point).address("/report/where"))
            case .closer(let closer):
                return Pages.redirect(to: kept.address("/report/where", adding: closer.parameters) + "#map")
            case nil:
                view.map = MapPanel(map, visit, extent: extent)
            }
        }
        return pages.response(Page("where", title: visit.words("where_title"), view: view), for: visit)
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
    let back: String
    /// What the search found; nil where nobody searched.
    var found: PlacesFound?
    /// The map; nil for a city without an outline.
    var map: MapPanel?
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
                address: trail.address("/report/where", adding: MapPanel.view(of: match).parameters) + "#map"
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
        with { $0.place = .point(latitude: "\(point.latitude.rounded6)", longitude: "\(point.longitude.rounded6)") }
    }
}

extension Double {
    /// To the 6th decimal of a degree, 11 cm.
    fileprivate var rounded6: Double { (self * 1e6).rounded() / 1e6 }
}
