import Boundaries
import ServiceRequests
import Store

/// A small map with one boundary marked, to look at.
struct AreaPicture: Sendable {
    let source: String
    let width: Int
    let height: Int
    /// What it shows, in words.
    let words: String

    /// The whole of a place; nil for one without a polygon.
    init?(of place: FollowedPlace, _ visit: PageVisit) {
        let layer = visit.city.snapshot.index.layers.first { $0.id == place.name.layer }
        let boundary = layer?.boundaries.first { $0.id == place.name.boundary }
        guard let boundary, let box = BoundingBox(boundary.polygons.lazy.flatMap(\.shell)) else { return nil }
        (width, height) = (MapSize.narrow.width, MapSize.narrow.height)
        let drawing = MapDrawing(
            MapView(showing: box, width: width, height: height),
            highlight: .init(layer: place.name.layer, id: place.name.boundary)
        )
        source = MapAddress.path(of: drawing, language: visit.pictureLanguage)
        words = visit.words("follow_place_picture", ["place": place.label])
    }
}
