import Foundation
import Testing

@testable import Boundaries

/// GEOS is asked the same of every point.
@Suite struct PointGridTests {
    /// A grid and GEOS over the same boundaries, and where they differ.
    private struct Comparison {
        private let table: EdgeTable
        private let grid: PointGrid
        private let lane: GEOSLane
        private(set) var differences: [Coordinate] = []
        private(set) var hits = 0

        init(_ boundaries: [Boundary]) throws {
            table = EdgeTable(boundaries)
            grid = PointGrid(table)
            lane = try GEOSLane(boundaries)
        }

        mutating func check(_ latitude: Double, _ longitude: Double) {
            let point = Coordinate.inRange(latitude: latitude, longitude: longitude)
            let found =
                switch grid.find(point, in: table) {
                case .set(let set): grid.sets[set]
                case .numbers(let numbers): numbers
                }
            if !found.isEmpty { hits += 1 }
            if found != lane.boundaries(holding: point) { differences.append(point) }
        }

        /// A vertex, points on its edge, and points around both.
        mutating func check(around vertex: Int, metres: [Double], using generator: inout SplitMix) {
            let edge = table.edge(vertex)
            check(edge.startY, edge.startX)
            let share = Double.random(in: 0...1, using: &generator)
            let y = edge.startY + share * (edge.endY - edge.startY)
            let x = edge.startX + share * (edge.endX - edge.startX)
            check(y, x)
            for metres in metres {
                let turn = Double.random(in: 0..<2 * .pi, using: &generator)
                check(edge.startY + cos(turn) * metres / 111_000, edge.startX + sin(turn) * metres / 84_000)
                check(y + cos(turn) * metres / 111_000, x + sin(turn) * metres / 84_000)
            }
        }

        var edges: Range<Int> { 0..<table.latitudes.count - 1 }
        var box: BoundingBox? { table.boxes.reduce(nil) { whole, box in box.map { whole?.union($0) ?? $0 } ?? whole } }
    }

    @Test(arguments: BoundaryIndexTests.relations)
    func `it finds what GEOS finds at the places of the tiny city`(relation: BoundaryIndexTests.Relation) throws {
        var comparison = try Comparison(TinyCity.layers.flatMap(\.boundaries))
        let point = TinyCity.at(relation.x, relation.y)
        comparison.check(point.latitude, point.longitude)
        #expect(comparison.differences == [])
    }

    @Test func `it finds what GEOS finds in New York, at random and around vertices and edges`() async throws {
        let index = try await NewYorkTests.index.value
        var comparison = try Comparison(index.layers.flatMap(\.boundaries))
        var generator = SplitMix(state: 6)
        for _ in 0..<50_000 {
            comparison.check(.random(in: 40.4...41, using: &generator), .random(in: -74.3 ... -73.6, using: &generator))
        }
        for _ in 0..<10_000 {
            let vertex = Int.random(in: comparison.edges, using: &generator)
            comparison.check(around: vertex, metres: [0.1, 1, 20], using: &generator)
        }
        #expect(comparison.differences == [])
        #expect(comparison.hits > 50_000)
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
                    polygons: [Self.star(latitude, longitude, radius, using: &generator)]
                )
            }
            var comparison = try Comparison(boundaries)
            guard let box = comparison.box else { continue }
            for _ in 0..<200 {
                comparison.check(
                    .random(in: box.south...box.north, using: &generator),
                    .random(in: box.west...box.east, using: &generator)
                )
            }
            for vertex in comparison.edges {
                comparison.check(around: vertex, metres: [1e-6, 0.1, 20], using: &generator)
            }
            // The corners of the box, and lines that vertices lie on.
            for y in [box.south, box.north] { for x in [box.west, box.east] { comparison.check(y, x) } }
            #expect(comparison.differences == [], "\(name)")
        }
    }

    /// A star with its rays at random lengths; half of them have their vertices on a coarse lattice, so that they share
    /// lines with each other and with the grid.
    private static func star(
        _ latitude: Double,
        _ longitude: Double,
        _ radius: Double,
        using generator: inout SplitMix
    ) -> Polygon {
        let rays = Int.random(in: 3...24, using: &generator)
        let isOnLattice = Bool.random(using: &generator)
        let shiftY = Double.random(in: -1...1, using: &generator) * radius / 2
        let shiftX = Double.random(in: -1...1, using: &generator) * radius / 2
        var ring = (0..<rays).map { ray in
            let turn = 2 * Double.pi * Double(ray) / Double(rays)
            let length = Double.random(in: 0.3...1, using: &generator) * radius
            var y = sin(turn) * length + shiftY
            var x = cos(turn) * length + shiftX
            if isOnLattice {
                y = (y / radius * 4).rounded() * radius / 4
                x = (x / radius * 4).rounded() * radius / 4
            }
            return Coordinate.inRange(latitude: latitude + y, longitude: longitude + x)
        }
        ring.append(ring[0])
        return Polygon(shell: ring)
    }
}
