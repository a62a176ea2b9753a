/// What `follow-places.mustache` shows.
struct FollowPlacesView: Sendable {
    /// A place that was found.
    struct Item: Sendable {
        let name: String
        let layer: String
        let address: String
    }

    /// What was found.
    struct Found: Sendable {
        let summary: String
        let items: [Item]
    }

    let query: String?
    let back: String
    /// What every form of the page carries on.
    let fields: [HiddenField]
    /// Nil where nobody searched.
    var found: Found?
    /// The map to point at; nil for a city without an outline.
    var map: MapPanel?
    /// The map that a script moves; nil where there is no Leaflet.
    var moving: MovingMap?
}
