import Boundaries

/// Land, parks, blocks: what lies under the boundaries.
extension MapDrawing {
    /// How many blocks may be drawn in a picture of up to 512 × 512 pixels; with more to see, none is.
    ///
    /// They take some 35 bytes each, and when they are more, they are too small to help.
    private static let blocks = 1400

    /// How many metres a pixel may be where blocks are drawn; with more, streets are narrower than that.
    private static let streetWidth = 20.0

    func ground(of atlas: Atlas, _ projection: MapProjection) -> String {
        var svg = ""
        if let outline = atlas.outline.flatMap({ atlas.layer($0) }) {
            svg += Self.path("map-land", Self.rings(of: outline.shapes, projection))
        }
        for sheet in atlas.sheets {
            switch sheet.kind {
            case .park: svg += Self.path("map-park", Self.rings(of: sheet.shapes, projection))
            case .airport: svg += Self.path("map-airport", Self.rings(of: sheet.shapes, projection))
            case .water: svg += Self.path("map-lake", Self.rings(of: sheet.shapes, projection))
            case .block: svg += Self.path("map-block", blocks(of: sheet.shapes, projection))
            case .street: svg += Self.path("map-street", Self.lines(of: sheet.shapes, projection))
            }
        }
        return svg
    }

    /// An element of a path; none where nothing is to be seen.
    static func path(_ style: String, _ path: PathText) -> String {
        path.isEmpty ? "" : "<path class=\"\(style)\" d=\"\(path.text)\"/>\n"
    }

    /// The rings of shapes, cut off at the picture's edges.
    static func rings(of shapes: MapShapes, _ projection: MapProjection) -> PathText {
        var path = PathText()
        for shape in 0..<shapes.count where shapes.boxes[shape].meets(projection.seen) {
            for ring in seenRings(of: shapes, shape, projection) { path.add(ring: ring) }
        }
        return path
    }

    /// The rings of one shape that are seen.
    static func seenRings(of shapes: MapShapes, _ shape: Int, _ projection: MapProjection) -> [[PathText.Tenths]] {
        shapes.shapes[shape].compactMap { ring in
            let box = shapes.ringBoxes[Int(ring)]
            guard box.meets(projection.seen) else { return nil }
            let size = projection.size(of: box)
            // What is smaller than a pixel is nothing.
            guard max(size.x, size.y) >= 10 else { return nil }
            let points = thinned(shapes.corners(of: ring), of: shapes, projection)
            let simple = LineSimplifier.ring(projection.frame.clipped(points))
            return simple.isEmpty ? nil : simple
        }
    }

    /// Projects corners, leaving out those that lie where the last one does.
    static func thinned(
        _ corners: Range<Int>,
        of shapes: MapShapes,
        _ projection: MapProjection
    ) -> [PathText.Tenths] {
        var points: [PathText.Tenths] = []
        for corner in corners {
            let point = projection.tenths(shapes.points[corner])
            if let last = points.last, LineSimplifier.distance(last, point) < 9, corner + 1 < corners.upperBound {
                continue
            }
            points.append(point)
        }
        return points
    }

    private func blocks(of shapes: MapShapes, _ projection: MapProjection) -> PathText {
        let most = Self.blocks * max(view.width * view.height, 512 * 512) / (512 * 512)
        guard view.metresPerPixel <= Self.streetWidth else { return PathText() }
        var seen: [Int] = []
        for shape in 0..<shapes.count where shapes.boxes[shape].meets(projection.seen) {
            seen.append(shape)
            if seen.count > most { return PathText() }
        }
        var path = PathText()
        for shape in seen {
            for ring in shapes.shapes[shape] {
                path.add(ring: shapes.corners(of: ring).map { projection.tenths(shapes.points[$0]) })
            }
        }
        return path
    }

    private static func lines(of shapes: MapShapes, _ projection: MapProjection) -> PathText {
        var path = PathText()
        for shape in 0..<shapes.count where shapes.boxes[shape].meets(projection.seen) {
            for ring in shapes.shapes[shape] {
                let points = thinned(shapes.corners(of: ring), of: shapes, projection)
                for run in projection.frame.runs(points) { path.add(line: LineSimplifier.line(run)) }
            }
        }
        return path
    }
}
