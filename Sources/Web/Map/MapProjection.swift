import Boundaries

/// Turns points of the world into tenths of pixels of one view, the unit everything is drawn in.
struct MapProjection {
    /// A point of the picture in tenths of pixels.
    typealias Tenths = SIMD2<Int32>

    /// Tenths of pixels a unit of the world.
    let scale: Double
    /// The picture's upper left corner in units of the world.
    private let west: Double
    private let north: Double

    /// The part of the world that is seen, with a margin that hides the ends of what is cut off.
    let seen: WorldBox
    /// The same part in tenths of pixels.
    let frame: PixelFrame

    /// How many pixels beyond each edge are drawn too.
    private static let margin = 8.0

    init(_ view: MapView) {
        let unitsPerPixel = WorldPoint.side / MapView.pixelsAround(view.zoom)
        scale = 10 / unitsPerPixel
        let (width, height) = (Double(view.width), Double(view.height))
        west = WorldPoint.east(view.centre.longitude) * WorldPoint.side - width / 2 * unitsPerPixel
        north = WorldPoint.south(view.centre.latitude) * WorldPoint.side - height / 2 * unitsPerPixel
        let margin = Self.margin * unitsPerPixel
        seen = WorldBox(
            west: Int32(clamping: Int(west - margin)),
            north: Int32(clamping: Int(north - margin)),
            east: Int32(clamping: Int(west + width * unitsPerPixel + margin)),
            south: Int32(clamping: Int(north + height * unitsPerPixel + margin))
        )
        let edge = Int32(Self.margin * 10)
        frame = PixelFrame(
            low: Tenths(-edge, -edge),
            high: Tenths(Int32(view.width * 10) + edge, Int32(view.height * 10) + edge)
        )
    }

    /// Where a point of the world is in the picture.
    func tenths(_ point: WorldPoint) -> Tenths {
        Tenths(
            Int32(((Double(point.x) - west) * scale).rounded()),
            Int32(((Double(point.y) - north) * scale).rounded())
        )
    }

    /// How many tenths of pixels a box is wide and high.
    func size(of box: WorldBox) -> SIMD2<Double> {
        SIMD2(Double(box.east) - Double(box.west), Double(box.south) - Double(box.north)) * scale
    }
}
