import Boundaries
import Testing

@Suite struct CoordinateTests {
    @Test(
        arguments: [
            (Double.nan, 0.0, CoordinateError.notFinite), (0, .infinity, .notFinite), (-.infinity, 0, .notFinite),
            (90.001, 0, .latitudeOutOfRange(90.001)), (-91, 0, .latitudeOutOfRange(-91)),
            (0, 180.5, .longitudeOutOfRange(180.5)), (40, -1_000_000, .longitudeOutOfRange(-1_000_000)),
        ] as [(Double, Double, CoordinateError)]
    )
    func `numbers that are no position are refused`(latitude: Double, longitude: Double, error: CoordinateError) {
        #expect(throws: error) { try Coordinate(latitude: latitude, longitude: longitude) }
    }

    @Test(arguments: [(90.0, 180.0), (-90, -180), (0, 0), (-0.0, .leastNonzeroMagnitude)] as [(Double, Double)])
    func `the ends of the ranges are positions`(latitude: Double, longitude: Double) throws {
        let coordinate = try Coordinate(latitude: latitude, longitude: longitude)
        #expect(coordinate.latitude == latitude && coordinate.longitude == longitude)
    }

    /// Great-circle distances worked out from the formula's geometry: arcs of a known part of the circle.
    @Test(
        arguments: [
            (0.0, 0.0, 0.0, 90.0, 0.25), (0, 0, 0, 180, 0.5), (90, 0, -90, 0, 0.5), (0, 179, 0, -179, 1.0 / 180),
            (45, 0, 45, 180, 0.25), (90, 10, 90, -170, 0), (60, 20, 60, 20, 0),
        ] as [(Double, Double, Double, Double, Double)]
    )
    func `metres follow the great circle`(
        latitude: Double,
        longitude: Double,
        toLatitude: Double,
        toLongitude: Double,
        shareOfCircle: Double
    ) throws {
        let from = try Coordinate(latitude: latitude, longitude: longitude)
        let to = try Coordinate(latitude: toLatitude, longitude: toLongitude)
        let expected = shareOfCircle * 2 * Double.pi * 6_371_008.8
        #expect(abs(from.metres(to: to) - expected) < 0.001)
        #expect(from.metres(to: to) == to.metres(to: from))
    }

    @Test func `a boundary's area is that of the ball`() throws {
        // Eight octants make the ball: an octant is half of πR².
        let octant = try Boundary(
            id: "octant",
            name: "octant",
            polygons: [
                Polygon(
                    shell: [
                        Coordinate(latitude: 0, longitude: 0), Coordinate(latitude: 0, longitude: 90),
                        Coordinate(latitude: 90, longitude: 90), Coordinate(latitude: 90, longitude: 0),
                        Coordinate(latitude: 0, longitude: 0),
                    ]
                )
            ]
        )
        let expected = Double.pi * 6_371_008.8 * 6_371_008.8 / 2
        #expect(abs(octant.squareMetres - expected) < 1e-9 * expected)
    }

    @Test func `a box holds its edges and grows`() throws {
        let box = try BoundingBox(Coordinate(latitude: 41, longitude: -74), Coordinate(latitude: 40, longitude: -73))
        #expect(box.south == 40 && box.north == 41 && box.west == -74 && box.east == -73)
        #expect(try box.contains(Coordinate(latitude: 40, longitude: -74)))
        #expect(try !box.contains(Coordinate(latitude: 39.999, longitude: -74)))
        let far = try Coordinate(latitude: 10, longitude: 10)
        #expect(box.extended(to: far).contains(far))
        #expect(box.union(BoundingBox(far, far)) == box.extended(to: far))
        #expect(BoundingBox([]) == nil)
    }
}
