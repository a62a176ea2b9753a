import Foundation

/// How long the units of a geometry's numbers are, so that its rings can be measured whatever they mean.
struct ShapeScale {
    /// Metres a unit of the first number.
    let x: Double
    /// Metres a unit of the second number.
    let y: Double
    /// Whether they are degrees, and which of them is the longitude then.
    let kind: Kind

    enum Kind: Hashable {
        case degrees
        /// Latitude first.
        case turnedDegrees
        case projected
    }

    /// Looks at what was found wrong with the positions; `unit` is what a projected file's numbers count, in metres.
    init(_ geometry: RawGeometry, troubles: [BoundaryFault.Kind: Int], unit: Double) {
        var low = SIMD2(repeating: Double.infinity)
        var high = -low
        for ring in geometry.polygons.joined() {
            for index in stride(from: 0, to: ring.count - 1, by: 2) {
                let position = SIMD2(ring[index], ring[index + 1])
                low = pointwiseMin(low, position)
                high = pointwiseMax(high, position)
            }
        }
        let size = max(abs(low.x), abs(low.y), abs(high.x), abs(high.y))
        if !(size <= 360) {
            (x, y, kind) = (unit, unit, .projected)
            return
        }
        let isTurned = troubles[.swapped].map { $0 == geometry.positions } ?? false
        let latitude = isTurned ? (low.x + high.x) / 2 : (low.y + high.y) / 2
        let north = LocalPlane.metresPerDegreeNorth
        let east = north * max(0, cos(latitude * .pi / 180))
        (x, y, kind) = isTurned ? (north, east, .turnedDegrees) : (east, north, .degrees)
    }

    /// Of polygons in degrees.
    init(_ polygons: [Polygon]) {
        let box = BoundingBox(polygons.flatMap(\.shell))
        let latitude = box.map { ($0.south + $0.north) / 2 } ?? 0
        let north = LocalPlane.metresPerDegreeNorth
        (x, y, kind) = (north * max(0, cos(latitude * .pi / 180)), north, .degrees)
    }
}
