import Boundaries
import Web

/// Which part of a flat map a picture shows, and how large.
///
/// Everything is drawn in tenths of pixels, as the map of the pages is.
struct PictureFrame: Sendable {
    typealias Tenths = SIMD2<Int32>

    /// Pixels from left to right.
    let width: Int
    /// Pixels from top to bottom.
    let height: Int
    /// Metres a pixel.
    let metresPerPixel: Double
    /// The part of the map that is seen, with what hides the ends of what is cut off.
    let seen: PlaneBox

    private let west: Double
    private let north: Double
    private let edges: PixelFrame

    /// How many pixels beyond each edge are drawn too.
    private static let bleed = 8.0

    /// Fits a box into a picture of a width and at most a height, with a margin; all in pixels.
    init(around box: PlaneBox, width: Int, most: Int, margin: Double) {
        let room = Double(width) - 2 * margin
        // A millimetre a pixel is nearer than anybody drew.
        let scale = max(box.width / room, box.height / (Double(most) - 2 * margin), 0.001)
        self.width = width
        height = min(most, max(width / 4, Int((box.height / scale + 2 * margin).rounded(.up))))
        metresPerPixel = scale
        west = (box.west + box.east) / 2 - Double(width) / 2 * scale
        north = (box.south + box.north) / 2 + Double(height) / 2 * scale
        let bleed = Self.bleed * scale
        seen = PlaneBox(
            west: west,
            south: north - Double(height) * scale,
            east: west + Double(width) * scale,
            north: north
        ).grown(by: bleed)
        let edge = Int32(Self.bleed * 10)
        edges = PixelFrame(
            low: Tenths(-edge, -edge),
            high: Tenths(Int32(width * 10) + edge, Int32(height * 10) + edge)
        )
    }

    /// Where a point of the map is in the picture, in pixels.
    func pixel(_ point: PlanePoint) -> SIMD2<Double> {
        SIMD2((point.x - west) / metresPerPixel, (north - point.y) / metresPerPixel)
    }

    /// What of a shape is seen, without what nobody can see.
    func rings(of shape: PlaneShape) -> [[Tenths]] {
        guard let box = shape.box, box.meets(seen) else { return [] }
        return shape.rings.compactMap { ring in
            let points = ring.map { point in
                let place = pixel(point) * 10
                // Far beyond the picture it does not matter where.
                return Tenths(Self.tenths(place.x), Self.tenths(place.y))
            }
            let seen = LineSimplifier.ring(edges.clipped(points))
            return seen.isEmpty ? nil : seen
        }
    }

    /// An SVG path of rings.
    static func path(_ rings: [[Tenths]]) -> String {
        var path = PathText()
        for ring in rings { path.add(ring: ring) }
        return path.text
    }

    private static func tenths(_ value: Double) -> Int32 { Int32(min(1e9, max(-1e9, value)).rounded()) }
}
