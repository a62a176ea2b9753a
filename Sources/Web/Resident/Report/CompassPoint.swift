import Boundaries
import Foundation

/// One of eight directions.
enum CompassPoint: Int, CaseIterable, Sendable {
    case north
    case northEast
    case east
    case southEast
    case south
    case southWest
    case west
    case northWest

    /// The nearest of the eight to the way from one place to another close by; north for the same place.
    init(from start: Coordinate, to end: Coordinate) {
        let east = (end.longitude - start.longitude) * cos(start.latitude * .pi / 180)
        let eighths = atan2(east, end.latitude - start.latitude) / (.pi / 4)
        self = Self(rawValue: (Int(eighths.rounded()) + 8) % 8) ?? .north
    }
}
