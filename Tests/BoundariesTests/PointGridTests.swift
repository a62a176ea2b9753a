import Foundation
import Testing

@testable import Boundaries

@Suite struct PointGridTests {
    private static func numbers(_ find: PointGrid.Find, _ grid: PointGrid) -> [Int] {
        switch find {
        case .set(let set): grid.sets[set]
        case .numbers(let numbers): numbers
        }
    }

    @Test(arguments: BoundaryIndexTests.relations)
    func `it finds what GEOS finds at the places of the tiny city`(relation: BoundaryIndexTests.Relation) throws {
        let index = try BoundaryIndex(layers: TinyCity.layers, tolerance: nil)
        let grid = PointGrid(index.contents.table)
        let point = TinyCity.at(relation.x, relation.y)
        #expect(
            Self.numbers(grid.find(point, in: index.contents.table), grid)
                == index.contents.boundaries(holding: point)
        )
    }

    @Test func `it finds what GEOS finds in New York, at random and around vertices and edges`() async throws {
        let index = try await NewYorkTests.index.value
        let table = index.contents.table
        let start = ContinuousClock.now
        let grid = PointGrid(table)
        print("built in", ContinuousClock.now - start, grid.cells.count, grid.crossed.count, grid.sets.count,
              grid.candidates.count, grid.stretches.count)
        var generator = SplitMix(state: 6)
        var mismatches = 0
        func check(_ latitude: Double, _ longitude: Double) {
            let point = Coordinate.inRange(latitude: latitude, longitude: longitude)
            let found = Self.numbers(grid.find(point, in: table), grid)
            let expected = index.contents.boundaries(holding: point)
            if found != expected {
                mismatches += 1
                if mismatches < 10 { print(point, found, expected) }
            }
        }
        for _ in 0..<200_000 {
            check(.random(in: 40.4...41, using: &generator), .random(in: -74.3 ... -73.6, using: &generator))
        }
        print("random", mismatches)
        for _ in 0..<100_000 {
            let vertex = Int.random(in: 0..<table.latitudes.count - 1, using: &generator)
            let (y, x) = (table.latitudes[vertex], table.longitudes[vertex])
            check(y, x)
            for metres in [0.1, 1, 20] {
                let turn = Double.random(in: 0..<6.3, using: &generator)
                check(y + cos(turn) * metres / 111_000, x + sin(turn) * metres / 84_000)
            }
            let share = Double.random(in: 0...1, using: &generator)
            check(y + share * (table.latitudes[vertex + 1] - y), x + share * (table.longitudes[vertex + 1] - x))
        }
        print("all", mismatches)
        #expect(mismatches == 0)
    }
}
