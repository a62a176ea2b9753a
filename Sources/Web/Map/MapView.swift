package import Boundaries
import Foundation

/// What part of the world a map shows, and how large.
///
/// The projection is Web Mercator (EPSG:3857) with its usual zoom levels, 256 × 2^zoom pixels around the earth, so
/// that the picture fits under a scripted map at the same zoom.
package struct MapView: Sendable, Hashable {
    /// The zoom levels there are: 1.5 km a pixel at 40° north to half a metre.
    package static let zooms = 6...18

    /// The middle of the picture, to the 6th decimal of a degree (11 cm), which is how addresses carry it.
    package let centre: Coordinate
    /// The zoom level.
    package let zoom: Int
    /// The picture's width in CSS pixels.
    package let width: Int
    /// The picture's height in CSS pixels.
    package let height: Int

    /// Creates a view; a zoom level beyond `zooms` becomes the nearest of them.
    package init(centre: Coordinate, zoom: Int, width: Int, height: Int) {
        self.centre = centre.rounded
        self.zoom = min(max(zoom, Self.zooms.lowerBound), Self.zooms.upperBound)
        self.width = width
        self.height = height
    }

    /// Creates a view in one of the sizes pages use.
    package init(centre: Coordinate, zoom: Int, size: MapSize) {
        self.init(centre: centre, zoom: zoom, width: size.width, height: size.height)
    }

    /// The closest that a box is shown: a point should be seen with the blocks around it.
    private static let closest = 16

    /// Creates the closest view that shows the whole of a box, at most level 16.
    package init(showing box: BoundingBox, width: Int, height: Int) {
        let north = WorldPoint.south(box.north)
        let south = WorldPoint.south(box.south)
        let fitting = Self.zooms.prefix { $0 <= Self.closest }.last { zoom in
            let pixels = Self.pixelsAround(zoom)
            return (box.east - box.west) / 360 * pixels <= Double(width) && (south - north) * pixels <= Double(height)
        }
        self.init(
            centre: Self.coordinate(east: (box.west + box.east) / 720, south: (north + south) / 2),
            zoom: fitting ?? Self.zooms.lowerBound,
            width: width,
            height: height
        )
    }

    /// How many metres of the ground a pixel is in the middle of the picture.
    package var metresPerPixel: Double {
        let equator = 40_075_016.686
        return equator * cos(centre.latitude * .pi / 180) / Self.pixelsAround(zoom)
    }

    /// How many pixels the earth is around at a zoom level.
    static func pixelsAround(_ zoom: Int) -> Double { Double(256 << zoom) }
}

extension Coordinate {
    /// The same place to the 6th decimal, which is never out of range when the place is not.
    fileprivate var rounded: Coordinate {
        let latitude = (latitude * 1e6).rounded() / 1e6
        let longitude = (longitude * 1e6).rounded() / 1e6
        return (try? Coordinate(latitude: latitude, longitude: longitude)) ?? self
    }
}
