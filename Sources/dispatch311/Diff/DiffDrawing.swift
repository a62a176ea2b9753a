import Boundaries

/// A layer's two versions as SVG: the lines before dashed, those after drawn through, and what moves in colour.
struct DiffDrawing: Sendable {
    let layer: DiffPage.Layer
    let colors: DiffColors
    /// Tells the parts of this drawing from those of others on the page.
    let number: Int

    /// The drawing; nothing where there is nothing to draw.
    var svg: String {
        let all = (layer.before.boundaries + layer.after.boundaries).flatMap(\.polygons)
        guard let map = PageMap(over: BoundingBox(all.lazy.flatMap(\.shell))) else { return "" }
        let changed = Set(layer.diff.changes.filter { $0.kind != .renamed }.map(\.id))
        var text = """
            <svg viewBox="0 0 \(map.width) \(map.height)" role="img" \
            aria-label="Map of \(HTMLText.escaped(layer.diff.layer)): what moves is in colour">
            <g class="after">

            """
        for boundary in layer.after.boundaries { text += outline(boundary, map) }
        text += "</g>\n"
        for (place, part) in layer.diff.parts.enumerated() {
            let path = map.path(part.polygons)
            guard let box = map.box(part.polygons) else { continue }
            text += """
                <path class="part" id="part-\(number)-\(place)" fill="\(colors.color(of: part))" \
                data-box="\(box.left) \(box.top) \(box.right) \(box.bottom)" d="\(path)">\
                <title>\(HTMLText.escaped(part.words)), \(AreaText.text(part.squareMetres))</title></path>

                """
        }
        text += "<g class=\"before\">\n"
        for boundary in layer.before.boundaries where changed.contains(boundary.id) { text += outline(boundary, map) }
        text += "</g>\n<g class=\"names\">\n"
        for boundary in layer.after.boundaries where changed.contains(boundary.id) { text += name(boundary, map) }
        return text + "</g>\n</svg>\n<p><button type=\"button\" class=\"whole\">Whole city</button> Dashed: before. "
            + "Drawn through: after. Coloured: what moves, by where it goes.</p>\n"
    }

    private func outline(_ boundary: Boundary, _ map: PageMap) -> String {
        let path = map.path(boundary.polygons)
        return path.isEmpty ? "" : "<path d=\"\(path)\"/>\n"
    }

    /// The id in the middle of the largest polygon.
    private func name(_ boundary: Boundary, _ map: PageMap) -> String {
        guard let largest = boundary.polygons.max(by: { $0.shell.count < $1.shell.count }),
            let box = map.box([largest])
        else { return "" }
        let (x, y) = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        return "<text x=\"\(x)\" y=\"\(y)\">\(HTMLText.escaped(boundary.id))</text>\n"
    }
}
