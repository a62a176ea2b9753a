import Boundaries
import ServiceRequests

/// The map that a script moves, as `open-map.mustache` shows it: where everything for it is to be had.
struct MovingMap: Sendable {
    /// The closest level, whatever pictures there are: half a metre a pixel, or a city's own closer ones.
    private static let closest = MapView.zooms.upperBound...20

    /// Leaflet's script.
    let script: String
    /// Leaflet's style.
    let style: String
    /// The address of a square, with `{z}`, `{x}` and `{y}`.
    let tiles: String
    /// The closest level there are squares of; closer ones are these, enlarged.
    let tilesClosest: Int
    /// Where the names are; nil where the squares have names of their own.
    let names: String?
    /// Where it is said what lies at a point.
    let place: String
    /// West, south, east and north of the city.
    let extent: String
    let farthest: Int
    let closest: Int
    let centre: String
    let zoom: Int
    /// Who made a city's own map.
    let attribution: String?

    /// Begins with what a picture shows; nil where there is no Leaflet.
    init?(_ view: MapView, _ visit: PageVisit, extent: BoundingBox, assets: Assets) {
        guard assets.has("leaflet/leaflet.min.js") else { return nil }
        script = assets.address(of: "leaflet/leaflet.min.js")
        style = assets.address(of: "leaflet/leaflet.css")
        let own = visit.city.catalog.jurisdiction.tiles
        tiles = own?.url ?? "/map/{z}/{x}/{y}.svg"
        tilesClosest = own?.maximumZoom ?? MapView.zooms.upperBound
        names = own == nil ? "/map/names.json" : nil
        place = visit.address("/map/place.json")
        self.extent = "\(extent.west),\(extent.south),\(extent.east),\(extent.north)"
        farthest = MapView(showing: extent, width: MapSize.narrow.width, height: MapSize.narrow.height).zoom
        closest = min(max(tilesClosest, Self.closest.lowerBound), Self.closest.upperBound)
        centre = view.centre.inAddresses
        zoom = view.zoom
        attribution = own?.attribution
    }
}
