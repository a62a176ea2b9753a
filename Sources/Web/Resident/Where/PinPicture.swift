import Boundaries

/// A small map with a pin, to look at.
struct PinPicture: Sendable {
    let source: String
    let width: Int
    let height: Int
    /// What it shows, in words.
    let words: String

    /// Some streets around a point; with a visit, the picture's own words are in its language, with a layer its lines are
    /// drawn.
    init(_ point: Coordinate, words: String, _ visit: PageVisit? = nil, layer: String? = nil) {
        let drawing = MapDrawing(MapView(centre: point, zoom: 16, size: .narrow), layer: layer, pin: point)
        source = MapAddress.path(of: drawing, language: visit?.pictureLanguage)
        width = MapSize.narrow.width
        height = MapSize.narrow.height
        self.words = words
    }
}
