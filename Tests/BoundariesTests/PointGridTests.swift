import Foundation
import Testing

@testable import Boundaries

/// GEOS is asked the same of every point.
@Suite struct PointGridTests {
    @Test(arguments: BoundaryIndexTests.relations)
    func `it finds what GEOS finds at the places of the tiny city`(relation: BoundaryIndexTests.Relation) throws {
        var comparison = try GridComparison(TinyCity.layers.flatMap(\.boundaries))
        let point = TinyCity.at(relation.x, relation.y)
        try comparison.check(point.latitude, point.longitude)
        #expect(comparison.differences == [])
    }

    @Test func `it finds what GEOS finds in New York, at random and around vertices and edges`() async throws {
        let index = try await NewYorkTests.index.value
        var comparison = try GridComparison(index.layers.flatMap(\.boundaries))
        var generator = SplitMix(state: 6)
        for _ in 0..<10_000 {
            try comparison.check(
                .random(in: 40.4...41, using: &generator),
                .random(in: -74.3 ... -73.6, using: &generator)
            )
        }
        for _ in 0..<2000 {
            let vertex = Int.random(in: comparison.edges, using: &generator)
            try comparison.check(around: vertex, metres: [0.1, 1, 20], using: &generator)
        }
        #expect(comparison.differences == [])
        #expect(comparison.hits > 10_000)
    }

    /// Where shapes are put: an ordinary place, both sides of the antimeridian, the poles, the whole earth.
    private static let places: [(name: String, latitude: Double, longitude: Double, radius: Double)] = [
        ("a city", 40.7, -74, 0.2), ("a block", 51.5, -0.1, 0.0005), ("west of 180", 0, 179.9, 0.3),
        ("east of 180", -16.5, -179.9, 0.3), ("the north", 89.9, 10, 0.5), ("the south", -89.9, -120, 0.5),
        ("the earth", 0, 0, 170),
    ]

    @Test(arguments: places)
    func `it finds what GEOS finds in shapes of any kind anywhere`(
        name: String,
        latitude: Double,
        longitude: Double,
        radius: Double
    ) throws {
        var generator = SplitMix(state: 311)
        for _ in 0..<40 {
            let boundaries = (0..<Int.random(in: 1...6, using: &generator)).map { number in
                Boundary(
                    id: "\(number)",
                    name: "",
                    polygons: [.star(latitude, longitude, radius, using: &generator)]
                )
            }
            var comparison = try GridComparison(boundaries)
            guard let box = comparison.box else { continue }
            for _ in 0..<200 {
                try comparison.check(
                    .random(in: box.south...box.north, using: &generator),
                    .random(in: box.west...box.east, using: &generator)
                )
            }
            for vertex in comparison.edges {
                try comparison.check(around: vertex, metres: [1e-6, 0.1, 20], using: &generator)
            }
            // The corners of the box, and lines that vertices lie on.
            for y in [box.south, box.north] { for x in [box.west, box.east] { try comparison.check(y, x) } }
            #expect(comparison.differences == [], "\(name)")
        }
    }

    @Test func `a small district in a wide country gets a finer grid`() throws {
        var generator = SplitMix(state: 4)
        let country = Boundary(
            id: "country",
            name: "",
            polygons: [Polygon(shell: TinyCity.rectangle(-4000, -3000, 4000, 3000))]
        )
        let districts = (0..<400).map { number in
            let x = Double(number % 20)
            let y = Double(number / 20)
            return Boundary(
                id: "\(number)",
                name: "",
                polygons: [.star(40.5 + y * 0.001, -74 + x * 0.001, 0.0005, using: &generator)]
            )
        }
        var comparison = try GridComparison([country] + districts)
        #expect(comparison.grid.levels.count > 1)
        for _ in 0..<20_000 {
            try comparison.check(
                .random(in: 40.499...40.521, using: &generator),
                .random(in: -74.001 ... -73.979, using: &generator)
            )
        }
        for vertex in comparison.edges { try comparison.check(around: vertex, metres: [0.01, 1], using: &generator) }
        #expect(comparison.differences == [])
    }

    @Test func `a thousand rays from one place cost no more than they must`() throws {
        var generator = SplitMix(state: 5)
        let rays = 4000
        var shell = (0..<2 * rays).map { corner -> Coordinate in
            let turn = Double.pi * Double(corner) / Double(rays)
            let length = corner % 2 == 0 ? 0.3 : 0.001
            return .inRange(latitude: 40.7 + sin(turn) * length, longitude: -74 + cos(turn) * length)
        }
        shell.append(shell[0])
        var comparison = try GridComparison([Boundary(id: "sun", name: "", polygons: [Polygon(shell: shell)])])
        let written = comparison.grid.stretches.reduce(0) { $0 + $1.count }
        #expect(written < (1 << 22) + 13 * 2 * rays)
        for _ in 0..<3000 {
            try comparison.check(
                .random(in: 40.4...41, using: &generator),
                .random(in: -74.3 ... -73.7, using: &generator)
            )
            try comparison.check(
                .random(in: 40.698...40.702, using: &generator),
                .random(in: -74.002 ... -73.998, using: &generator)
            )
        }
        #expect(comparison.differences == [])
    }

    @Test func `a thousand boundaries over each other are all found`() throws {
        let squares = (0..<1000).map { number in
            let inset = Double(number) / 1024
            return Boundary(
                id: "\(number)",
                name: "",
                polygons: [Polygon(shell: TinyCity.rectangle(-4 + inset, -4 + inset, 4 - inset, 4 - inset))]
            )
        }
        var comparison = try GridComparison(squares)
        var generator = SplitMix(state: 6)
        for _ in 0..<2000 {
            let point = TinyCity.at(.random(in: -5...5, using: &generator), .random(in: -5...5, using: &generator))
            try comparison.check(point.latitude, point.longitude)
        }
        #expect(comparison.differences == [])
        let sizes = (0..<UInt32(comparison.grid.sets.count)).map { comparison.grid.sets.count(of: $0) }
        #expect(sizes.max() == 1000)
    }

    @Test(arguments: [20.0, 100, 1000])
    func `the edges near a point are those every boundary's own edges say`(metres: Double) async throws {
        let index = try await NewYorkTests.index.value
        var generator = SplitMix(state: UInt64(metres))
        var found = 0
        for _ in 0..<400 {
            let point = Coordinate.inRange(
                latitude: .random(in: 40.45...40.95, using: &generator),
                longitude: .random(in: -74.3 ... -73.65, using: &generator)
            )
            let plane = LocalPlane(at: point)
            let limit = plane.limit(metres: metres)
            for numbers in index.contents.roll.numbers {
                let near = try #require(
                    index.contents.grid.near(plane, within: metres, among: numbers, in: index.contents.table)
                )
                let expected = numbers.compactMap { number -> String? in
                    let place = index.contents.table.nearest(to: plane, boundary: number, limit: limit)
                    return place.squared <= limit ? "\(number) \(place.squared)" : nil
                }
                #expect(near.map { "\($0.number) \($0.place.squared)" } == expected)
                found += near.count
            }
        }
        #expect(found > 20)
    }
}
