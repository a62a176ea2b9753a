import Boundaries

/// Land, parks, blocks: what lies under the boundaries of a picture.
///
/// Around it is the picture's own ground, the outside: only a sheet of water says what is water.
struct MapGround {
    /// Where everything is in the picture.
    let projection: MapProjection
    /// How many blocks may be drawn; with more to see, none is.
    let blocks: Int
    /// Whether the picture is one of many side by side, so that all of them must leave out the same points.
    var isTile = false

    /// The elements, in tenths of pixels.
    func svg(of atlas: Atlas) -> String {
        var svg = ""
        if let outline = atlas.outline.flatMap({ atlas.layer($0) }) {
            svg += Self.path("map-land", rings(of: outline.shapes))
        }
        for sheet in atlas.sheets {
            switch sheet.kind {
            case .park: svg += Self.path("map-park", rings(of: sheet.shapes))
            case .airport: svg += Self.path("map-airport", rings(of: sheet.shapes))
            case .water: svg += Self.path("map-lake", rings(of: sheet.shapes))
            case .block: svg += Self.path("map-block", whole(sheet.shapes))
            case .street: svg += Self.path("map-street", lines(of: sheet.shapes))
            }
        }
        return svg
    }

    /// An element of a path; none where nothing is to be seen.
    static func path(_ style: String, _ path: PathText) -> String {
        path.isEmpty ? "" : "<path class=\"\(style)\" d=\"\(path.text)\"/>\n"
    }

    /// The rings of one shape that are seen, cut off at the picture's edges.
    func seenRings(of shapes: MapShapes, _ shape: Int) -> [[PathText.Tenths]] {
        shapes.shapes[shape].compactMap { ring in
            let box = shapes.ringBoxes[Int(ring)]
            guard box.meets(projection.seen) else { return nil }
            let size = projection.size(of: box)
            // What is smaller than a pixel is nothing.
            guard max(size.x, size.y) >= 10 else { return nil }
            let points = projection.frame.clipped(thinned(shapes.corners(of: ring), of: shapes))
            // Douglas and Peucker's choice depends on where a ring is cut.
            let simple = isTile ? points : LineSimplifier.ring(points)
            return simple.count < 3 ? nil : simple
        }
    }

    private func rings(of shapes: MapShapes) -> PathText {
        var path = PathText()
        for shape in 0..<shapes.count where shapes.boxes[shape].meets(projection.seen) {
            for ring in seenRings(of: shapes, shape) { path.add(ring: ring) }
        }
        return path
    }

    /// Projects corners, leaving out those that lie where the last one does: within 0.3 pixels, or 0.6 where nothing
    /// else makes them fewer.
    private func thinned(_ corners: Range<Int>, of shapes: MapShapes) -> [PathText.Tenths] {
        let least: Int64 = isTile ? 36 : 9
        var points: [PathText.Tenths] = []
        for corner in corners {
            let point = projection.tenths(shapes.points[corner])
            if let last = points.last, LineSimplifier.distance(last, point) < least, corner + 1 < corners.upperBound {
                continue
            }
            points.append(point)
        }
        return points
    }

    private func whole(_ shapes: MapShapes) -> PathText {
        guard blocks > 0 else { return PathText() }
        var seen: [Int] = []
        for shape in 0..<shapes.count where shapes.boxes[shape].meets(projection.seen) {
            seen.append(shape)
            if seen.count > blocks { return PathText() }
        }
        var path = PathText()
        for shape in seen {
            for ring in shapes.shapes[shape] {
                path.add(ring: shapes.corners(of: ring).map { projection.tenths(shapes.points[$0]) })
            }
        }
        return path
    }

    private func lines(of shapes: MapShapes) -> PathText {
        var path = PathText()
        for shape in 0..<shapes.count where shapes.boxes[shape].meets(projection.seen) {
            for ring in shapes.shapes[shape] {
                for run in projection.frame.runs(thinned(shapes.corners(of: ring), of: shapes)) {
                    path.add(line: isTile ? run : LineSimplifier.line(run))
                }
            }
        }
        return path
    }
}
