import Boundaries

/// A city small enough to check by hand, on a grid whose numbers are exact in binary.
///
/// One step is 1/128 degree: 869 m north and 660 m east at its latitude. x counts east and y counts north from
/// 40.5, -74:
///
///     2 +----+             district: A with a lake in the middle, the narrower B, and C, which has an
///       | C  |             island; A and C, A and B share an edge, all three the corner 1, 1
///     1 +----+---+
///       | A()| B |    []   zone: A and B as one; a small overlap across their edge; C but for a strip of
///     0 +----+---+         0.125 in its east
///       0    1  1.75  3
enum TinyCity {
    static let step = 0.0078125

    /// The place x steps east and y steps north of the city's corner.
    static func at(_ x: Double, _ y: Double) -> Coordinate {
        coordinate(40.5 + y * step, -74 + x * step)
    }

    /// A position that a test has written down right.
    static func coordinate(_ latitude: Double, _ longitude: Double) -> Coordinate {
        do {
            return try Coordinate(latitude: latitude, longitude: longitude)
        } catch {
            preconditionFailure("a test's position is on the earth: \(error)")
        }
    }

    static func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [Coordinate] {
        [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]
    }

    static func layer(_ id: String, _ boundaries: [(id: String, polygons: [Polygon])]) -> BoundaryLayer {
        BoundaryLayer(
            definition: LayerDefinition(id: id, names: ["en": id], file: "\(id).geojson", key: "id"),
            version: "0123456789ab",
            boundaries: boundaries.map { Boundary(id: $0.id, name: "\(id) \($0.id)", polygons: $0.polygons) }
        )
    }

    static let district = layer(
        "district",
        [
            ("A", [Polygon(shell: rectangle(0, 0, 1, 1), holes: [rectangle(0.375, 0.375, 0.625, 0.625)])]),
            ("B", [Polygon(shell: rectangle(1, 0, 1.75, 1))]),
            ("C", [Polygon(shell: rectangle(0, 1, 1, 2)), Polygon(shell: rectangle(3, 0, 3.5, 0.5))]),
        ]
    )

    static let zone = layer(
        "zone",
        [
            ("large", [Polygon(shell: rectangle(0, 0, 1.75, 1))]),
            ("small", [Polygon(shell: rectangle(0.875, 0.25, 1.125, 0.5))]),
            ("north", [Polygon(shell: rectangle(0, 1, 0.875, 2))]),
        ]
    )

    static let layers = [district, zone]
}
