import Foundation

extension [Polygon] {
    /// The area covered, in square metres on the ball.
    var squareMetres: Double { Boundary(id: "", name: "", polygons: self).squareMetres }
}

extension Polygon {
    /// Whether a circle of this diameter fits into it somewhere.
    func isThick(metres: Double, context: GEOSContext) throws(BoundaryError) -> Bool {
        guard metres > 0 else { return true }
        // Whatever the form, the area is at most the length of the outline times the radius of the largest circle inside.
        let length = outlineMetres
        if length > 0, holes.isEmpty, 2 * [self].squareMetres / length >= metres { return true }
        guard let box = BoundingBox(shell) else { return false }
        let geometry = try GeometryHandle(polygons: [levelled(around: box)], context: context)
        return try !geometry.shrunk(by: metres / 2 / LocalPlane.metresPerDegreeNorth).isEmpty()
    }

    private var outlineMetres: Double {
        zip(shell, shell.dropFirst()).reduce(0) { $0 + $1.0.metres(to: $1.1) }
    }

    /// Moved to where the lines of latitude and longitude are counted from, with degrees as long to the east as to the
    /// north.
    private func levelled(around box: BoundingBox) -> Polygon {
        let latitude = (box.south + box.north) / 2
        let longitude = (box.west + box.east) / 2
        let shrink = cos(latitude * .pi / 180)
        func moved(_ ring: [Coordinate]) -> [Coordinate] {
            ring.map { .inRange(latitude: $0.latitude - latitude, longitude: ($0.longitude - longitude) * shrink) }
        }
        return Polygon(shell: moved(shell), holes: holes.map { moved($0) })
    }
}
