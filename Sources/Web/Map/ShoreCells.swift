import Boundaries

/// Where the land's own edge runs, as squares of a grid: every layer ends there, each a little differently.
struct ShoreCells: Sendable {
    /// A square is 2¹⁴ units of the world wide, 150 m at the equator.
    private static let bits: Int32 = 14

    private struct Cell: Hashable {
        let x: Int32
        let y: Int32
    }

    private var cells: Set<Cell> = []

    /// Marks the squares of the edges that only one boundary has, and those around them.
    init(_ land: BoundaryLayer?) {
        guard let land else { return }
        let layer = AtlasLayer(land, shore: ShoreCells(nil))
        for ring in layer.shapes.rings.indices {
            let corners = layer.shapes.corners(of: Int32(ring))
            for corner in corners where layer.edges[corner] == .outer {
                let next = corner + 1 == corners.upperBound ? corners.lowerBound : corner + 1
                mark(from: layer.shapes.points[corner], to: layer.shapes.points[next])
            }
        }
    }

    /// Whether a point is in a square at the land's edge.
    func holds(_ point: WorldPoint) -> Bool { cells.contains(Self.cell(point.x, point.y)) }

    private mutating func mark(from start: WorldPoint, to end: WorldPoint) {
        let (x, y) = (Double(end.x) - Double(start.x), Double(end.y) - Double(start.y))
        // A long edge of a simple outline passes many squares; a hostile one does not pass more than this.
        let steps = min(10_000, Int(max(abs(x), abs(y)) / Double(1 << Self.bits)) + 1)
        for step in 0...steps {
            let share = Double(step) / Double(steps)
            mark(Self.cell(Int32(Double(start.x) + x * share), Int32(Double(start.y) + y * share)))
        }
    }

    private mutating func mark(_ middle: Cell) {
        for x in (middle.x - 1)...(middle.x + 1) {
            for y in (middle.y - 1)...(middle.y + 1) { cells.insert(Cell(x: x, y: y)) }
        }
    }

    private static func cell(_ x: Int32, _ y: Int32) -> Cell { Cell(x: x >> bits, y: y >> bits) }
}
