/// A rectangle of the picture in tenths of pixels, and what is left of lines and rings inside it.
package struct PixelFrame {
    /// A point of the picture in tenths of pixels.
    package typealias Tenths = SIMD2<Int32>

    /// The upper left corner.
    let low: Tenths
    /// The lower right corner.
    let high: Tenths

    /// Creates a rectangle of two corners.
    package init(low: Tenths, high: Tenths) {
        self.low = low
        self.high = high
    }

    /// Whether the rectangle around two points meets this one.
    func meets(_ first: Tenths, _ second: Tenths) -> Bool {
        min(first.x, second.x) <= high.x && max(first.x, second.x) >= low.x
            && min(first.y, second.y) <= high.y && max(first.y, second.y) >= low.y
    }

    /// A ring with everything outside cut off; where it leaves and comes back, it runs along the edge.
    ///
    /// Sutherland and Hodgman's algorithm, one edge after the other.
    package func clipped(_ ring: [Tenths]) -> [Tenths] {
        var ring = ring
        for side in Side.allCases {
            guard !ring.isEmpty else { return [] }
            guard ring.contains(where: { !holds($0, side) }) else { continue }
            ring = clipped(ring, side)
        }
        return ring
    }

    private enum Side: CaseIterable {
        case west, east, north, south
    }

    private func holds(_ point: Tenths, _ side: Side) -> Bool {
        switch side {
        case .west: point.x >= low.x
        case .east: point.x <= high.x
        case .north: point.y >= low.y
        case .south: point.y <= high.y
        }
    }

    private func clipped(_ ring: [Tenths], _ side: Side) -> [Tenths] {
        var kept: [Tenths] = []
        var previous = ring[ring.count - 1]
        var previousIsIn = holds(previous, side)
        for point in ring {
            let isIn = holds(point, side)
            if isIn != previousIsIn { kept.append(crossing(previous, point, side)) }
            if isIn { kept.append(point) }
            (previous, previousIsIn) = (point, isIn)
        }
        return kept
    }

    /// Where a line between a point inside and one outside crosses a side.
    private func crossing(_ first: Tenths, _ second: Tenths, _ side: Side) -> Tenths {
        func share(_ from: Int32, _ to: Int32, at edge: Int32) -> Double {
            (Double(edge) - Double(from)) / (Double(to) - Double(from))
        }
        func between(_ from: Int32, _ to: Int32, _ share: Double) -> Int32 {
            Int32((Double(from) + (Double(to) - Double(from)) * share).rounded())
        }
        switch side {
        case .west, .east:
            let edge = side == .west ? low.x : high.x
            return Tenths(edge, between(first.y, second.y, share(first.x, second.x, at: edge)))
        case .north, .south:
            let edge = side == .north ? low.y : high.y
            return Tenths(between(first.x, second.x, share(first.y, second.y, at: edge)), edge)
        }
    }
}
