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
        let units = WorldPoint.side / MapView.pixelsAround(view.zoom)
        self.init(
            unitsPerPixel: units,
            west: WorldPoint.east(view.centre.longitude) * WorldPoint.side - Double(view.width) / 2 * units,
            north: WorldPoint.south(view.centre.latitude) * WorldPoint.side - Double(view.height) / 2 * units,
            width: view.width,
            height: view.height
        )
    }

    /// That of a square, to the unit: all numbers here are whole, or halves and quarters of units.
    init(_ tile: MapTile) {
        let units = WorldPoint.side / MapView.pixelsAround(tile.zoom)
        let side = Double(MapTile.side) * units
        self.init(
            unitsPerPixel: units,
            west: Double(tile.x) * side - WorldPoint.side / 2,
            north: Double(tile.y) * side - WorldPoint.side / 2,
            width: MapTile.side,
            height: MapTile.side
        )
    }

    private init(unitsPerPixel: Double, west: Double, north: Double, width: Int, height: Int) {
        scale = 10 / unitsPerPixel
        (self.west, self.north) = (west, north)
        let margin = Self.margin * unitsPerPixel
        seen = WorldBox(
            west: Int32(clamping: Int(west - margin)),
            north: Int32(clamping: Int(north - margin)),
            east: Int32(clamping: Int(west + Double(width) * unitsPerPixel + margin)),
            south: Int32(clamping: Int(north + Double(height) * unitsPerPixel + margin))
        )
        let edge = Int32(Self.margin * 10)
        frame = PixelFrame(
            low: Tenths(-edge, -edge),
            high: Tenths(Int32(width * 10) + edge, Int32(height * 10) + edge)
        )
    }

    /// Where a point of the world is in the picture.
    func tenths(_ point: WorldPoint) -> Tenths {
        Tenths(
            Int32(((Double(point.x) - west) * scale).rounded()),
            Int32(((Double(point.y) - north) * scale).rounded())
        )
    }

    /// How much of a box is seen, from 0 to 1.
    func share(of box: WorldBox) -> Double {
        func length(_ low: Int32, _ high: Int32) -> Double { max(0, Double(high) - Double(low)) }
        let width = length(max(box.west, seen.west), min(box.east, seen.east))
        let height = length(max(box.north, seen.north), min(box.south, seen.south))
        let whole = length(box.west, box.east) * length(box.north, box.south)
        return whole > 0 ? width * height / whole : 0
    }

    /// How many tenths of pixels a box is wide and high.
    func size(of box: WorldBox) -> SIMD2<Double> {
        SIMD2(Double(box.east) - Double(box.west), Double(box.south) - Double(box.north)) * scale
    }
}
