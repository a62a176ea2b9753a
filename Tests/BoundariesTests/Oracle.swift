import Foundation

@testable import Boundaries

/// Asks GEOS and the index the same, and keeps what they differ in.
struct Oracle {
    private let index: BoundaryIndex
    private let geos: PlainGEOS
    private let box: BoundingBox
    private let holes: [BoundingBox]
    private(set) var asked = 0
    private(set) var counts: [OraclePoint: Int] = [:]
    private(set) var differences: [Coordinate] = []

    init(_ layers: [BoundaryLayer]) throws {
        index = try BoundaryIndex(layers: layers, tolerance: nil)
        geos = try PlainGEOS(index.layers, trees: .together)
        let polygons = index.layers.flatMap(\.boundaries).flatMap(\.polygons)
        box = BoundingBox(polygons.flatMap(\.shell)) ?? BoundingBox(TinyCity.at(0, 0), TinyCity.at(1, 1))
        holes = polygons.flatMap(\.holes).compactMap { BoundingBox($0) }
    }

    mutating func ask(_ kind: OraclePoint, _ point: Coordinate) throws {
        let expected = try geos.numbers(at: point)
        asked += 1
        counts[kind, default: 0] += 1
        let roll = index.contents.roll
        let perLayer = roll.numbers.map { numbers in expected.count { numbers.contains($0) } }
        if perLayer.contains(where: { $0 > 1 }) { counts[.overlap, default: 0] += 1 }
        if perLayer.contains(0), perLayer.contains(where: { $0 > 0 }) { counts[.gap, default: 0] += 1 }
        // What a probe says, with the boundaries that lost.
        var found: [Int] = []
        for hit in index.probe(point).hits {
            for boundary in [hit.boundary] + hit.others {
                found.append(roll.number(layer: boundary.layer, id: boundary.id) ?? -1)
            }
        }
        if found.sorted() != expected { differences.append(point) }
    }

    mutating func askAtRandom(using generator: inout SplitMix) throws {
        try ask(.random, Self.random(in: box, using: &generator))
    }

    /// A vertex, a point of its edge as near as doubles come to it, and points around both.
    mutating func askAroundAnEdge(using generator: inout SplitMix) throws {
        let table = index.contents.table
        guard let run = table.runs.randomElement(using: &generator),
            let edge = run.edges.randomElement(using: &generator).map({ table.edge($0) })
        else { return }
        try ask(.vertex, .inRange(latitude: edge.startY, longitude: edge.startX))
        let share = Double.random(in: 0...1, using: &generator)
        let y = edge.startY + share * (edge.endY - edge.startY)
        let x = edge.startX + share * (edge.endX - edge.startX)
        try ask(.onEdge, .inRange(latitude: y, longitude: x))
        for metres in [0.1, 1, 20] {
            let turn = Double.random(in: 0..<2 * .pi, using: &generator)
            let north = cos(turn) * metres / LocalPlane.metresPerDegreeNorth
            let east =
                sin(turn) * metres / max(1, LocalPlane(at: .inRange(latitude: y, longitude: x)).metresPerDegreeEast)
            try ask(.metre(metres), .inRange(latitude: edge.startY + north, longitude: edge.startX + east))
            try ask(.metre(metres), .inRange(latitude: y + north, longitude: x + east))
        }
    }

    /// A point in the box of a hole, most of them in the hole.
    mutating func askInAHole(using generator: inout SplitMix) throws {
        guard let hole = holes.randomElement(using: &generator) else { return }
        try ask(.hole, Self.random(in: hole, using: &generator))
    }

    func report(_ name: String) { Self.report(name, asked, counts) }

    static func report(_ name: String, _ asked: Int, _ counts: [OraclePoint: Int]) {
        let kinds = counts.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ")
        print("oracle: \(name): \(asked) points: \(kinds)")
    }

    private static func random(in box: BoundingBox, using generator: inout SplitMix) -> Coordinate {
        .inRange(
            latitude: .random(in: box.south...box.north, using: &generator),
            longitude: .random(in: box.west...box.east, using: &generator)
        )
    }
}
