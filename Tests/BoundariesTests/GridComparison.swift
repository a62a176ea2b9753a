import Foundation

@testable import Boundaries

/// A grid and GEOS over the same boundaries, and where they differ.
struct GridComparison {
    let table: EdgeTable
    let grid: PointGrid
    private let geos: PlainGEOS
    private(set) var differences: [Coordinate] = []
    private(set) var hits = 0

    init(_ boundaries: [Boundary]) throws {
        table = EdgeTable(boundaries)
        grid = PointGrid(table)
        // A layer for each, so that they keep their order.
        geos = try PlainGEOS(boundaries.map { Self.layer(of: $0) }, trees: .together)
    }

    mutating func check(_ latitude: Double, _ longitude: Double) throws {
        let point = Coordinate.inRange(latitude: latitude, longitude: longitude)
        let found =
            switch grid.find(point, in: table) {
            case .set(let set): grid.sets.members(of: set)
            case .numbers(let numbers): numbers
            }
        if !found.isEmpty { hits += 1 }
        if try geos.numbers(at: point) != found { differences.append(point) }
    }

    private static func layer(of boundary: Boundary) -> BoundaryLayer {
        let definition = LayerDefinition(id: boundary.id, names: [:], file: "", key: "id")
        return BoundaryLayer(definition: definition, version: "", boundaries: [boundary])
    }

    /// A vertex, points on its edge, and points around both.
    mutating func check(around vertex: Int, metres: [Double], using generator: inout SplitMix) throws {
        let edge = table.edge(vertex)
        try check(edge.startY, edge.startX)
        let share = Double.random(in: 0...1, using: &generator)
        let y = edge.startY + share * (edge.endY - edge.startY)
        let x = edge.startX + share * (edge.endX - edge.startX)
        try check(y, x)
        for metres in metres {
            let turn = Double.random(in: 0..<2 * .pi, using: &generator)
            try check(edge.startY + cos(turn) * metres / 111_000, edge.startX + sin(turn) * metres / 84_000)
            try check(y + cos(turn) * metres / 111_000, x + sin(turn) * metres / 84_000)
        }
    }

    var edges: Range<Int> { 0..<table.latitudes.count - 1 }
    var box: BoundingBox? { table.boxes.reduce(nil) { whole, box in box.map { whole?.union($0) ?? $0 } ?? whole } }
}
