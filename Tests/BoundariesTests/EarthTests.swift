import Boundaries
import Testing

/// Places where degrees do strange things.
@Suite struct EarthTests {
    @Test func `the antimeridian is no wall for distances`() throws {
        let east = try layer("east", [(-180, -10, -179.9, 10)])
        let index = try BoundaryIndex(layers: [east], tolerance: EdgeTolerance(outline: "east", metres: 250))
        // 0.001 degrees west of the line, 111 m at the equator.
        let place = try Coordinate(latitude: 0, longitude: 179.999)
        let probe = index.probe(place)
        #expect(probe.standing == .inside)
        #expect(abs((probe.hits["east"]?.snappedMetres ?? 0) - 111.2) < 0.1)
        #expect(abs((index.neighbours(of: place, in: "east", within: 200).first?.metres ?? 0) - 111.2) < 0.1)
    }

    @Test func `a boundary cut at the antimeridian is one`() throws {
        let both = try layer("both", [(179.9, -10, 180, 10), (-180, -10, -179.9, 10)])
        let index = try BoundaryIndex(layers: [both], tolerance: nil)
        for longitude in [179.95, 180, -180, -179.95] {
            let place = try Coordinate(latitude: 0, longitude: longitude)
            #expect(index.probe(place).hits["both"] != nil)
        }
        #expect(try index.probe(Coordinate(latitude: 0, longitude: 179.8)).hits.isEmpty)
    }

    @Test(arguments: [90.0, -90.0])
    func `a pole is near every longitude`(latitude: Double) throws {
        let cap = try layer("cap", [(-180, latitude > 0 ? 89 : -90, 180, latitude > 0 ? 90 : -89)])
        let index = try BoundaryIndex(layers: [cap], tolerance: EdgeTolerance(outline: "cap", metres: 250))
        for longitude in stride(from: -180.0, through: 180, by: 45) {
            #expect(try index.probe(Coordinate(latitude: latitude, longitude: longitude)).standing == .inside)
            // 0.001 degrees, 111 m, beyond the cap's edge.
            let sign = latitude > 0 ? 1.0 : -1.0
            let outside = try Coordinate(latitude: 88.999 * sign, longitude: longitude)
            let hit = index.probe(outside).hits["cap"]
            #expect(abs((hit?.snappedMetres ?? 0) - 111.2) < 0.1)
        }
        let wedge = try layer("wedge", [(0, latitude > 0 ? 89.9 : -90, 10, latitude > 0 ? 90 : -89.9)])
        let near = try BoundaryIndex(layers: [wedge], tolerance: nil)
            .neighbours(of: Coordinate(latitude: latitude, longitude: 100), in: "wedge", within: 100)
        #expect(near.count == 1)
        #expect(near.allSatisfy { $0.metres < 1e-6 })
    }

    @Test func `any place on the earth can be asked for`() throws {
        let index = try BoundaryIndex(
            layers: TinyCity.layers,
            tolerance: EdgeTolerance(outline: "district", metres: 250, seamMetres: 5)
        )
        var inside = 0
        for latitude in stride(from: -90.0, through: 90, by: 7.5) {
            for longitude in stride(from: -180.0, through: 180, by: 7.5) {
                let place = try Coordinate(latitude: latitude, longitude: longitude)
                if index.probe(place).standing == .inside { inside += 1 }
                _ = index.neighbours(of: place, in: "zone", within: 50_000)
            }
        }
        #expect(inside == 0)
    }

    private func layer(
        _ id: String,
        _ boxes: [(west: Double, south: Double, east: Double, north: Double)]
    ) throws -> BoundaryLayer {
        let polygons = try boxes.map { box in
            Polygon(
                shell: [
                    try Coordinate(latitude: box.south, longitude: box.west),
                    try Coordinate(latitude: box.south, longitude: box.east),
                    try Coordinate(latitude: box.north, longitude: box.east),
                    try Coordinate(latitude: box.north, longitude: box.west),
                    try Coordinate(latitude: box.south, longitude: box.west),
                ]
            )
        }
        return TinyCity.layer(id, [(id, polygons)])
    }
}
