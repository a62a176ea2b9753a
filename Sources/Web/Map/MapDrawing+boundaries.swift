import Boundaries

/// The lines of a layer, and the boundary that stands out.
extension MapDrawing {
    func boundaries(of atlas: Atlas, _ projection: MapProjection) -> String {
        var svg = ""
        if let highlight, let shown = atlas.layer(highlight.layer),
            let boundary = shown.ids.firstIndex(of: highlight.id)
        {
            var path = PathText()
            for ring in ground(projection).seenRings(of: shown.shapes, boundary) { path.add(ring: ring) }
            if !path.isEmpty {
                svg += """
                    <pattern id="map-hatch" width="70" height="70" patternUnits="userSpaceOnUse" \
                    patternTransform="rotate(45)"><path class="map-hatching" d="M0 0v70"/></pattern>

                    """
                svg += MapGround.path("map-chosen", path)
            }
        }
        if let shown = layer.flatMap({ atlas.layer($0) }) {
            svg += MapGround.path("map-line", lines(of: shown, projection))
        }
        return svg
    }

    /// Every line once, though two boundaries have it.
    private func lines(of layer: AtlasLayer, _ projection: MapProjection) -> PathText {
        let shapes = layer.shapes
        var path = PathText()
        for shape in 0..<shapes.count where shapes.boxes[shape].meets(projection.seen) {
            for ring in shapes.shapes[shape] where shapes.ringBoxes[Int(ring)].meets(projection.seen) {
                for chain in Self.chains(of: shapes.corners(of: ring), in: layer) {
                    let points = chain.map { projection.tenths(shapes.points[$0]) }
                    for run in projection.frame.runs(points) { path.add(line: LineSimplifier.line(run)) }
                }
            }
        }
        return path
    }

    /// The corners of each stretch of a ring that is to be drawn.
    private static func chains(of corners: Range<Int>, in layer: AtlasLayer) -> [[Int]] {
        var chains: [[Int]] = []
        var chain: [Int] = []
        for corner in corners {
            let isDrawn =
                switch layer.edges[corner] {
                case .outer, .common: true
                case .shore, .drawnBefore: false
                }
            guard isDrawn else {
                if !chain.isEmpty { chains.append(chain) }
                chain = []
                continue
            }
            if chain.isEmpty { chain = [corner] }
            chain.append(corner + 1 == corners.upperBound ? corners.lowerBound : corner + 1)
        }
        if !chain.isEmpty { chains.append(chain) }
        return chains
    }
}
