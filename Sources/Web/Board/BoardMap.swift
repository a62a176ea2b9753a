import Boundaries

/// Where the script finds what the board's map is made of.
struct BoardMap: Sendable {
    /// Leaflet's script and style.
    let script: String
    let style: String
    /// West, south, east and north of the city.
    let extent: String

    /// Nil where there is no Leaflet, or the city has no extent.
    init?(_ city: City, assets: Assets) {
        guard assets.has("leaflet/leaflet.min.js"), let extent = city.extent else { return nil }
        script = assets.address(of: "leaflet/leaflet.min.js")
        style = assets.address(of: "leaflet/leaflet.css")
        self.extent = "\(extent.west),\(extent.south),\(extent.east),\(extent.north)"
    }
}
