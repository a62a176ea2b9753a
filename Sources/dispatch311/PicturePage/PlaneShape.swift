import Boundaries

/// Rings on a flat map, with the box around them.
struct PlaneShape: Sendable {
    /// Corners, ring after ring; a ring's first corner is not repeated at its end.
    let rings: [[PlanePoint]]
    /// The box around them; nil where there are none.
    let box: PlaneBox?

    /// Puts polygons on a map.
    init(_ polygons: [Polygon], on plane: CityPlane) {
        self.init(
            rings: polygons.flatMap { [$0.shell] + $0.holes }.map { ring in ring.dropLast().map { plane.point($0) } }
        )
    }

    /// Keeps rings that are on a map already.
    init(rings: [[PlanePoint]]) {
        self.rings = rings
        box = rings.joined().reduce(nil as PlaneBox?) { box, point in
            box?.extended(to: point) ?? PlaneBox(west: point.x, south: point.y, east: point.x, north: point.y)
        }
    }
}
