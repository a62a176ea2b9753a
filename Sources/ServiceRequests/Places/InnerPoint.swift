internal import Boundaries
internal import Foundation

/// Finds a point well inside a boundary, to put a pin or a name there.
///
/// It looks along some parallels of the largest polygon for the widest stretches inside, and of their middles takes the
/// one with the most room to all four sides. Not the pole of inaccessibility, but inside, and near enough.
enum InnerPoint {
    private static let lines = 15

    /// More corners a ring has than this are thinned out first.
    private static let corners = 300

    /// The point; nil for a boundary without an area.
    static func of(_ boundary: Boundary) -> Coordinate? {
        let largest = boundary.polygons.max { first, second in area(of: first) < area(of: second) }
        guard let largest else { return nil }
        let rings = ([largest.shell] + largest.holes).map { $0.map { SIMD2($0.longitude, $0.latitude) } }
        // The search costs what the rings are long, and a shore is long; its every bay matters only in the end.
        if let point = roomiest(in: rings.map(thinned)), isInside(point, of: rings) { return coordinate(point) }
        return roomiest(in: rings).flatMap(coordinate)
    }

    private static func roomiest(in rings: [[SIMD2<Double>]]) -> SIMD2<Double>? {
        let latitudes = rings.first.map { $0.map(\.y) } ?? []
        guard let south = latitudes.min(), let north = latitudes.max() else { return nil }
        let turned = rings.map { $0.map { SIMD2($0.y, $0.x) } }
        var best: (point: SIMD2<Double>, room: Double)?
        for line in 0..<lines {
            let share = (Double(line) + 0.5) / Double(lines)
            let latitude = south + (north - south) * share
            let widest = stretches(of: rings, at: latitude).sorted { $0.length > $1.length }.prefix(2)
            for stretch in widest {
                let longitude = (stretch.lowerBound + stretch.upperBound) / 2
                // How far the nearest edge may be to the sides; degrees of longitude are shorter.
                let sides = stretch.length / 2 * cos(latitude * .pi / 180)
                guard sides > best?.room ?? -1,
                    let column = stretches(of: turned, at: longitude).first(where: { $0.contains(latitude) })
                else { continue }
                let room = min(sides, latitude - column.lowerBound, column.upperBound - latitude)
                if room > best?.room ?? -1 { best = (SIMD2(longitude, latitude), room) }
            }
        }
        return best?.point
    }

    private static func coordinate(_ point: SIMD2<Double>) -> Coordinate? {
        try? Coordinate(latitude: point.y, longitude: point.x)
    }

    /// A ring of about `corners` corners.
    private static func thinned(_ ring: [SIMD2<Double>]) -> [SIMD2<Double>] {
        let step = ring.count / corners + 1
        guard step > 1, let first = ring.first else { return ring }
        return stride(from: 0, to: ring.count - 1, by: step).map { ring[$0] } + [first]
    }

    private static func isInside(_ point: SIMD2<Double>, of rings: [[SIMD2<Double>]]) -> Bool {
        stretches(of: rings, at: point.y).contains { $0.contains(point.x) }
    }

    /// The stretches of x that are inside at a y, by counting crossings.
    private static func stretches(of rings: [[SIMD2<Double>]], at y: Double) -> [Range<Double>] {
        var crossings: [Double] = []
        for ring in rings {
            for (start, end) in zip(ring, ring.dropFirst()) where (start.y <= y) != (end.y <= y) {
                crossings.append(start.x + (end.x - start.x) * (y - start.y) / (end.y - start.y))
            }
        }
        crossings.sort()
        return stride(from: 0, to: crossings.count - 1, by: 2).map { crossings[$0]..<crossings[$0 + 1] }
    }

    /// Twice the area in square degrees.
    private static func area(of polygon: Polygon) -> Double {
        abs(
            zip(polygon.shell, polygon.shell.dropFirst()).reduce(0) { sum, edge in
                sum + edge.0.longitude * edge.1.latitude - edge.1.longitude * edge.0.latitude
            }
        )
    }
}

extension Range<Double> {
    fileprivate var length: Double { upperBound - lowerBound }
}
