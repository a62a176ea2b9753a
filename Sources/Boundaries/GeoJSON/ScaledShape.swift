/// A geometry of any numbers, made small by a power of two so that GEOS can be asked of its shape.
///
/// Halving and doubling are exact, so what crosses what stays as it is; only numbers near the smallest there are could
/// be rounded. Open rings are closed and rings too short for GEOS are left out, each of which is a fault of its own.
struct ScaledShape {
    let polygons: [Polygon]
    private let scale: Double

    /// nil where a number is not finite or no ring is left.
    init?(_ raw: [[[Double]]]) {
        var largest = 0.0
        for ring in raw.joined() {
            for index in ring.indices {
                // x may be twice what y may be; the same scale keeps the shape.
                let size = index.isMultiple(of: 2) ? abs(ring[index]) / 2 : abs(ring[index])
                guard size.isFinite else { return nil }
                largest = max(largest, size)
            }
        }
        var scale = 1.0
        while largest / scale > 90 { scale *= 2 }
        self.scale = scale
        var polygons: [Polygon] = []
        for rings in raw {
            guard let first = rings.first, let shell = Self.ring(first, scale) else { continue }
            polygons.append(Polygon(shell: shell, holes: rings.dropFirst().compactMap { Self.ring($0, scale) }))
        }
        if polygons.isEmpty { return nil }
        self.polygons = polygons
    }

    /// Why it is not valid; nil where it is, and where GEOS cannot say: the file is refused either way.
    func invalidity(_ context: GEOSContext) -> GeometryHandle.Invalidity? {
        do throws(BoundaryError) {
            return try GeometryHandle(polygons: polygons, context: context).invalidity()
        } catch {
            return nil
        }
    }

    /// The place in the file's own numbers.
    func place(of coordinate: Coordinate) -> BoundaryFault.Place {
        .of(coordinate.longitude * scale, coordinate.latitude * scale)
    }

    private static func ring(_ numbers: [Double], _ scale: Double) -> [Coordinate]? {
        var ring = stride(from: 0, to: numbers.count - 1, by: 2).map {
            Coordinate.inRange(latitude: numbers[$0 + 1] / scale, longitude: numbers[$0] / scale)
        }
        if let first = ring.first, first != ring.last { ring.append(first) }
        return ring.count >= 4 ? ring : nil
    }
}
