import Foundation

extension BoundaryIndex {
    /// The point of a boundary's edges that is nearest to a position; nil where there is no such boundary.
    public func nearestPoint(in boundary: Boundary.Reference, to coordinate: Coordinate) -> Coordinate? {
        guard let number = contents.roll.number(layer: boundary.layer, id: boundary.id) else { return nil }
        return contents.table.nearest(to: LocalPlane(at: coordinate), boundary: number).coordinate
    }

    /// A position within a boundary, a metre beyond its edge where that is nearest to another position.
    ///
    /// It is a few metres beyond where the edge has a corner there, and nil where there is no such boundary or it is too
    /// narrow. No other boundary of the layer holds it, unless they overlap all around.
    public func position(beyondEdgeOf boundary: Boundary.Reference, from coordinate: Coordinate) -> Coordinate? {
        guard let edge = nearestPoint(in: boundary, to: coordinate) else { return nil }
        let plane = LocalPlane(at: edge)
        guard plane.metresPerDegreeEast > 0 else { return nil }
        let straight = atan2(
            (edge.latitude - coordinate.latitude) * LocalPlane.metresPerDegreeNorth,
            (edge.longitude - coordinate.longitude) * plane.metresPerDegreeEast
        )
        var shared: Coordinate?
        for metres in Self.steps {
            for turn in Self.turns {
                let angle = straight + turn
                let there = Coordinate.inRange(
                    latitude: edge.latitude + metres * sin(angle) / LocalPlane.metresPerDegreeNorth,
                    longitude: edge.longitude + metres * cos(angle) / plane.metresPerDegreeEast
                )
                guard let hit = contents.hits(at: there)[boundary.layer], hit.boundary.id == boundary.id else {
                    continue
                }
                if !hit.isAmbiguous { return there }
                shared = shared ?? there
            }
        }
        return shared
    }

    /// How far beyond the edge is tried, in metres.
    private static let steps = [1.0, 2, 4, 8]

    /// How far the way is turned, straight on first, then more and more to both sides.
    private static let turns: [Double] = (0..<16).map { number in
        let eighths = (number + 1) / 2
        let side = number.isMultiple(of: 2) ? 1 : -1
        return Double(side * eighths) * .pi / 8
    }
}
