import Foundation

extension Boundary {
    /// The area covered, in square metres on the ball; holes are taken off.
    public var squareMetres: Double { polygons.squareMetres }
}

extension [Polygon] {
    /// The area covered, in square metres on the ball; holes are taken off.
    var squareMetres: Double {
        reduce(0) { sum, polygon in
            polygon.holes.reduce(sum + ringArea(polygon.shell)) { $0 - ringArea($1) }
        }
    }
}

/// The area inside a closed ring, whatever its direction.
///
/// Chamberlain and Duquette, "Some algorithms for polygons on a sphere" (JPL 07-03), equation 1.
private func ringArea(_ ring: [Coordinate]) -> Double {
    let radians = Double.pi / 180
    var sum = 0.0
    for (start, end) in zip(ring, ring.dropFirst()) {
        let height = 2 + sin(start.latitude * radians) + sin(end.latitude * radians)
        sum += (end.longitude - start.longitude) * radians * height
    }
    return abs(sum) * Coordinate.earthRadius * Coordinate.earthRadius / 2
}
