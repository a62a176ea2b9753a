package import Boundaries

/// From pixels to places and back; pixels are CSS pixels from the picture's upper left corner.
extension MapView {
    /// The place at a point of the picture, or beyond its edges.
    package func coordinate(x: Double, y: Double) -> Coordinate {
        let pixels = Self.pixelsAround(zoom)
        return Self.coordinate(
            east: WorldPoint.east(centre.longitude) + (x - Double(width) / 2) / pixels,
            south: WorldPoint.south(centre.latitude) + (y - Double(height) / 2) / pixels
        )
    }

    /// Where in the picture a place is; outside of 0 to the width and height it is not in it.
    package func pixel(of coordinate: Coordinate) -> SIMD2<Double> {
        let pixels = Self.pixelsAround(zoom)
        let east = WorldPoint.east(coordinate.longitude) - WorldPoint.east(centre.longitude)
        let south = WorldPoint.south(coordinate.latitude) - WorldPoint.south(centre.latitude)
        return SIMD2(east * pixels + Double(width) / 2, south * pixels + Double(height) / 2)
    }

    /// The place a person means with what an `<input type="image">` submits; nil when it is not in the picture.
    ///
    /// **0, 0 means the middle**, where the crosshair is: that is what a keyboard and a text browser submit. Anything
    /// else is a click; browsers round it to whole pixels, so the right and lower edges may be submitted too, and the
    /// place is off by half a pixel at most. That the corner cannot be clicked is the price.
    package func chosen(x: Int, y: Int) -> Coordinate? {
        if x == 0, y == 0 { return centre }
        guard (0...width).contains(x), (0...height).contains(y) else { return nil }
        return coordinate(x: Double(x), y: Double(y))
    }

    /// The part of the world that is in the picture.
    package var box: BoundingBox {
        BoundingBox(
            coordinate(x: 0, y: 0),
            coordinate(x: Double(width), y: Double(height))
        )
    }

    /// The place with these shares of the square (see `WorldPoint`); beyond an edge it is the edge.
    static func coordinate(east: Double, south: Double) -> Coordinate {
        let latitude = WorldPoint.latitude(south: min(max(south, -0.5), 0.5))
        let longitude = min(max(east, -0.5), 0.5) * 360
        return Coordinate.inRange(latitude: latitude, longitude: longitude)
    }
}
