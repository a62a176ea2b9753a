import Foundation

/// A position on the square of Web Mercator, each side 2³² units: at most 1 cm a unit.
///
/// East is right and south is down, both counted from the middle. The latitudes beyond ±85.05° are not on it; they
/// count as its edge.
package struct WorldPoint: Sendable, Hashable {
    /// Units east of Greenwich.
    package var x: Int32
    /// Units south of the equator.
    package var y: Int32

    /// Units a side.
    package static let side = 4_294_967_296.0

    /// Creates a point from units.
    package init(x: Int32, y: Int32) {
        self.x = x
        self.y = y
    }

    /// The place of a position on the square.
    package init(_ coordinate: Coordinate) {
        self.init(latitude: coordinate.latitude, longitude: coordinate.longitude)
    }

    /// The place of degrees on the square; they must be in range.
    init(latitude: Double, longitude: Double) {
        x = Self.units(Self.east(longitude))
        y = Self.units(Self.south(latitude))
    }

    /// How far east of Greenwich a longitude lies, −0.5 to 0.5 of the square.
    package static func east(_ longitude: Double) -> Double { longitude / 360 }

    /// How far south of the equator a latitude lies, −0.5 to 0.5 of the square.
    package static func south(_ latitude: Double) -> Double {
        let sine = sin(latitude * .pi / 180)
        let share = log((1 - sine) / (1 + sine)) / (4 * .pi)
        return max(-0.5, min(0.5, share))
    }

    /// The latitude that lies so far south of the equator.
    package static func latitude(south share: Double) -> Double {
        atan(sinh(-2 * .pi * share)) * 180 / .pi
    }

    private static func units(_ share: Double) -> Int32 { Int32(clamping: Int((share * side).rounded())) }
}
