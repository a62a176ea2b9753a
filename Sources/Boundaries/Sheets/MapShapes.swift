/// Shapes packed into flat arrays: no object a shape, 8 bytes a corner.
package struct MapShapes: Sendable {
    /// All corners, ring after ring; a ring's first corner is not repeated at its end.
    package private(set) var points: [WorldPoint] = []
    /// Each ring's or line's corners.
    package private(set) var rings: [Range<Int32>] = []
    /// The smallest rectangle around each ring.
    package private(set) var ringBoxes: [WorldBox] = []
    /// Each shape's rings; shells and holes are told apart by counting crossings.
    package private(set) var shapes: [Range<Int32>] = []
    /// The smallest rectangle around each shape.
    package private(set) var boxes: [WorldBox] = []
    /// The shapes' names, in their order; empty when none has one.
    package private(set) var names: [String] = []
    /// Which shapes are lines: their rings are not closed.
    package private(set) var lines: Set<Int32> = []

    /// How many shapes there are.
    package var count: Int { shapes.count }

    /// Creates an empty set.
    package init() {}

    /// Creates shapes of boundaries, one each, in their order.
    package init(_ boundaries: [Boundary]) {
        for boundary in boundaries {
            for polygon in boundary.polygons {
                for ring in [polygon.shell] + polygon.holes { add(ring: ring.dropLast().lazy.map { WorldPoint($0) }) }
            }
            endShape(name: boundary.name)
        }
    }

    /// Adds a ring or a line to the shape that is being made.
    mutating func add(ring: some Sequence<WorldPoint>) {
        let start = Int32(points.count)
        points.append(contentsOf: ring)
        let end = Int32(points.count)
        guard start < end else { return }
        rings.append(start..<end)
        ringBoxes.append(WorldBox(points[Int(start)..<Int(end)]))
    }

    /// Ends the shape that is being made; without rings it stays, empty, so that positions agree with the boundaries'.
    mutating func endShape(name: String?, isLine: Bool = false) {
        let start = shapes.last?.upperBound ?? 0
        let end = Int32(rings.count)
        if isLine { lines.insert(Int32(shapes.count)) }
        if let name {
            names.append(contentsOf: repeatElement("", count: shapes.count - names.count))
            names.append(name)
        }
        shapes.append(start..<end)
        var box = WorldBox(EmptyCollection())
        for ring in start..<end { box.extend(to: ringBoxes[Int(ring)]) }
        boxes.append(box)
    }

    /// A shape's name; nil where it has none.
    package func name(of shape: Int) -> String? {
        shape < names.count && !names[shape].isEmpty ? names[shape] : nil
    }

    /// The corners of a ring.
    package func corners(of ring: Int32) -> Range<Int> {
        let range = rings[Int(ring)]
        return Int(range.lowerBound)..<Int(range.upperBound)
    }
}

extension WorldBox {
    fileprivate mutating func extend(to other: WorldBox) {
        west = min(west, other.west)
        north = min(north, other.north)
        east = max(east, other.east)
        south = max(south, other.south)
    }
}
