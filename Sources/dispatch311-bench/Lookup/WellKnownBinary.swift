import Boundaries

/// Polygons as OGC Simple Features writes them in bytes, every double as it is.
enum WellKnownBinary {
    /// A MultiPolygon, little-endian; x is longitude.
    static func multiPolygon(_ polygons: [Polygon]) -> [UInt8] {
        var bytes = head(6, polygons.count)
        for polygon in polygons {
            bytes += head(3, 1 + polygon.holes.count)
            for ring in [polygon.shell] + polygon.holes {
                bytes += little(UInt32(ring.count))
                for position in ring {
                    bytes += little(position.longitude.bitPattern) + little(position.latitude.bitPattern)
                }
            }
        }
        return bytes
    }

    /// The byte order, the type and how many parts there are.
    private static func head(_ type: UInt32, _ count: Int) -> [UInt8] { [1] + little(type) + little(UInt32(count)) }

    private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
