import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension FollowRoutes {
    /// The search for a place, and the map to point at.
    func search(_ visit: PageVisit) -> Response {
        var view = FollowPlacesView(
            query: visit.query["q"],
            back: visit.address("/follow"),
            fields: visit.carried.map { HiddenField(name: $0.name, value: $0.value) }
        )
        let point = try? visit.query.coordinate()
        if let query = visit.query["q"] {
            view.found = found(query, visit)
        } else if let point {
            view.found = found(at: point, visit)
        }
        if let extent = visit.city.extent {
            let around = visit.query["centre"] == nil ? point : nil
            let shown =
                around.map { MapView(centre: $0, zoom: 14, size: .narrow).clamped(to: extent) }
                ?? MapPanel.view(visit.query, extent: extent)
            switch MapPanel.choice(visit.query, in: shown, extent: extent) {
            case .place(let point):
                let query = "lat=\(point.latitude.degrees)&long=\(point.longitude.degrees)"
                return Pages.redirect(to: visit.address("/follow/places?\(query)") + "#found")
            case .closer(let closer):
                let query = FormParameters(closer.parameters).encoded
                return Pages.redirect(to: visit.address("/follow/places?\(query)") + "#map")
            case nil:
                view.map = MapPanel(shown, visit, extent: extent, action: "/follow/places#map")
                view.moving = MovingMap(shown, visit, extent: extent, assets: resident.pages.assets)
            }
        }
        var page = Page("follow-places", title: visit.words("follow_places_heading"), view: view)
        if view.moving != nil {
            page.scripts = ["where.js"]
            if let tiles = visit.city.catalog.jurisdiction.tiles { page.pictureOrigins = [tiles.origin] }
        }
        return resident.pages.response(page, for: visit)
    }

    private func found(_ query: String, _ visit: PageVisit) -> FollowPlacesView.Found {
        let matches = visit.city.places.matches(query)
        if let match = matches.first, case .coordinate = match.kind { return found(at: match.point, visit) }
        let items = matches.compactMap { match -> FollowPlacesView.Item? in
            guard case .boundary(let boundary) = match.kind else { return nil }
            return item(layer: boundary.layer, id: boundary.id, visit)
        }
        let summary =
            items.isEmpty
            ? visit.words("follow_places_none", ["query": query])
            : visit.words("follow_places_found", items.count, ["query": query])
        return .init(summary: summary, items: items)
    }

    private func found(at point: Coordinate, _ visit: PageVisit) -> FollowPlacesView.Found {
        let items = visit.city.snapshot.index.places(at: point).compactMap { place in
            item(layer: place.layer, id: place.boundary, visit)
        }
        let words = visit.words
        let summary = items.isEmpty ? words("follow_places_nowhere") : words("follow_places_here")
        return .init(summary: summary, items: items)
    }

    private func item(layer: String, id: String, _ visit: PageVisit) -> FollowPlacesView.Item? {
        let fields = FormParameters([.init(name: "layer", value: layer), .init(name: "boundary", value: id)])
        guard let place = FollowedPlace(fields, visit) else { return nil }
        return .init(name: place.label, layer: place.layerLabel, address: visit.address(place.address))
    }
}
