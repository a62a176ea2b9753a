import Boundaries
import Foundation

/// Turns places into whole numbers on a sheet that is so wide, north up, and outlines into SVG paths.
struct PageMap: Sendable {
    /// The units a sheet is wide, or high where it is higher than wide.
    static let side = 10_000.0

    /// The units it is wide and high.
    let width: Int
    let height: Int

    private let west: Double
    private let north: Double
    private let unitsPerDegreeEast: Double
    private let unitsPerDegreeNorth: Double

    /// A rectangle of the sheet.
    struct Box: Sendable, Hashable {
        var left: Int
        var top: Int
        var right: Int
        var bottom: Int
    }

    /// Lays a sheet over a box; nil where there is nothing to show.
    init?(over box: BoundingBox?) {
        guard let box else { return nil }
        // As many metres wide as high, at the middle of the box.
        let shrink = max(0.01, cos((box.south + box.north) / 2 * .pi / 180))
        let wide = max((box.east - box.west) * shrink, 1e-9)
        let high = max(box.north - box.south, 1e-9)
        unitsPerDegreeNorth = Self.side / max(wide, high)
        unitsPerDegreeEast = unitsPerDegreeNorth * shrink
        width = max(1, Int((wide * unitsPerDegreeNorth).rounded(.up)))
        height = max(1, Int((high * unitsPerDegreeNorth).rounded(.up)))
        (west, north) = (box.west, box.north)
    }

    /// The outlines of polygons as path data; what is too small to see is left out.
    func path(_ polygons: [Polygon]) -> String {
        var data = ""
        for polygon in polygons {
            for ring in [polygon.shell] + polygon.holes {
                let points = points(ring)
                guard points.count >= 3, let first = points.first else { continue }
                data += "M\(first.x) \(first.y)l"
                var last = first
                for (index, point) in points.dropFirst().enumerated() {
                    let (x, y) = (point.x - last.x, point.y - last.y)
                    // A minus sets numbers apart as well as a blank does.
                    data += (index > 0 && x >= 0 ? " " : "") + "\(x)" + (y >= 0 ? " " : "") + "\(y)"
                    last = point
                }
                data += "z"
            }
        }
        return data
    }

    /// The rectangle around polygons; nil where there are none.
    func box(_ polygons: [Polygon]) -> Box? {
        guard let box = BoundingBox(polygons.lazy.flatMap(\.shell)) else { return nil }
        return Box(left: x(box.west), top: y(box.north), right: x(box.east), bottom: y(box.south))
    }

    private struct Point: Hashable {
        let x: Int
        let y: Int
    }

    /// The ring's corners, those that fall on the one before left out, and not closed.
    private func points(_ ring: [Coordinate]) -> [Point] {
        var points: [Point] = []
        for coordinate in ring.dropLast() {
            let point = Point(x: x(coordinate.longitude), y: y(coordinate.latitude))
            if points.last != point { points.append(point) }
        }
        return points
    }

    private func x(_ longitude: Double) -> Int { Int(((longitude - west) * unitsPerDegreeEast).rounded()) }

    private func y(_ latitude: Double) -> Int { Int(((north - latitude) * unitsPerDegreeNorth).rounded()) }
}
