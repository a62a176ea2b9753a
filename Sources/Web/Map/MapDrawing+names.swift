import Boundaries

/// The names of boundaries, where there is room for them.
extension MapDrawing {
    func names(of atlas: Atlas, _ projection: MapProjection) -> String {
        var writer = NameWriter(self)
        if let shown = highlight.flatMap({ atlas.layer($0.layer) }), let id = highlight?.id,
            let boundary = shown.ids.firstIndex(of: id)
        {
            write(boundary, of: shown.shapes, with: &writer, projection)
        }
        if let shown = (layer ?? atlas.outline).flatMap({ atlas.layer($0) }) {
            write(shown.shapes, with: &writer, projection)
        }
        if layer == nil, let land = atlas.outline.flatMap({ atlas.layer($0) }) {
            writeBeyond(land.shapes, with: &writer, projection)
        }
        for sheet in atlas.sheets { write(sheet.shapes, with: &writer, projection) }
        return writer.svg
    }

    private func write(_ shapes: MapShapes, with writer: inout NameWriter, _ projection: MapProjection) {
        guard !shapes.names.isEmpty else { return }
        for shape in 0..<shapes.count where shapes.boxes[shape].meets(projection.seen) {
            write(shape, of: shapes, with: &writer, projection)
        }
    }

    /// Writes the land's names that have no room, where most of what they name is seen: from afar they tell where
    /// everything else is.
    private func writeBeyond(_ shapes: MapShapes, with writer: inout NameWriter, _ projection: MapProjection) {
        for shape in 0..<shapes.count where projection.share(of: shapes.boxes[shape]) >= 0.5 {
            write(shape, of: shapes, with: &writer, projection, mayStandOut: true)
        }
    }

    private func write(
        _ shape: Int,
        of shapes: MapShapes,
        with writer: inout NameWriter,
        _ projection: MapProjection,
        mayStandOut: Bool = false
    ) {
        guard let name = shapes.name(of: shape), !shapes.lines.contains(Int32(shape)) else { return }
        let size = projection.size(of: shapes.boxes[shape])
        guard size.x >= 250, size.y >= 150 else { return }
        writer.write(name, in: ground(projection).seenRings(of: shapes, shape), mayStandOut: mayStandOut)
    }
}
