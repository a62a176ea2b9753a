import Boundaries
import Foundation

extension Polygon {
    /// A star with its rays at random lengths; half of them have their vertices on a coarse lattice, so that they share
    /// lines with each other and with the grid.
    static func star(
        _ latitude: Double,
        _ longitude: Double,
        _ radius: Double,
        using generator: inout SplitMix
    ) -> Polygon {
        let rays = Int.random(in: 3...24, using: &generator)
        let isOnLattice = Bool.random(using: &generator)
        let shiftY = Double.random(in: -1...1, using: &generator) * radius / 2
        let shiftX = Double.random(in: -1...1, using: &generator) * radius / 2
        var ring = (0..<rays).map { ray in
            let turn = 2 * Double.pi * Double(ray) / Double(rays)
            let length = Double.random(in: 0.3...1, using: &generator) * radius
            var y = sin(turn) * length + shiftY
            var x = cos(turn) * length + shiftX
            if isOnLattice {
                y = (y / radius * 4).rounded() * radius / 4
                x = (x / radius * 4).rounded() * radius / 4
            }
            return Coordinate.inRange(latitude: latitude + y, longitude: longitude + x)
        }
        ring.append(ring[0])
        return Polygon(shell: ring)
    }
}
