import Boundaries

/// A comparison as a page that needs nothing but itself: what moved, drawn and listed.
struct DiffPage: Sendable {
    /// A layer that differs, and both its versions.
    struct Layer: Sendable {
        let diff: LayerDiff
        let before: BoundaryLayer
        let after: BoundaryLayer
    }

    /// What is said in words.
    let report: DiffReport
    /// What is drawn.
    let layers: [Layer]

    /// The page.
    var html: String {
        var body = """
            <h1>What moves</h1>
            <p>From <b>\(HTMLText.escaped(report.before))</b> to <b>\(HTMLText.escaped(report.after))</b>.</p>

            """
        if layers.isEmpty { body += "<p>No boundary changes.</p>\n" }
        for (index, layer) in layers.enumerated() { body += section(layer, index) }
        if let requests = report.requests { body += self.requests("Requests", requests) }
        if let stored = report.stored {
            body += requests("Open requests", stored.open)
            body += requests("Closed requests of the last \(NumberText.count(stored.days, "day"))", stored.closed)
        }
        return HTMLText.page(title: "What moves", style: Self.style, script: Self.script, body: body)
    }

    private func section(_ layer: Layer, _ index: Int) -> String {
        let (diff, words) = (layer.diff, report.layers.first { $0.layer == layer.diff.layer })
        var text = "<section><h2>\(HTMLText.escaped(diff.layer))</h2>\n"
        if let words {
            text += """
                <p>\(words.redrawn) boundaries redrawn, \(words.added) added, \(words.removed) removed, \
                \(words.renamed) renamed, \(words.unchanged) unchanged. \(AreaText.text(words.moved)) of \
                \(AreaText.text(words.area)) change hands.</p>

                """
        }
        let ways = DiffColors(diff.parts)
        text += DiffDrawing(layer: layer, colors: ways, number: index).svg
        var rows = ""
        for (place, part) in diff.parts.enumerated() {
            rows += """
                <tr><td><a href="#part-\(index)-\(place)"><i style="background:\(ways.color(of: part))"></i> \
                \(HTMLText.escaped(part.words))</a></td><td>\(AreaText.text(part.squareMetres))</td></tr>

                """
        }
        if !rows.isEmpty {
            text += "<table><thead><tr><th>from → to</th><th>area</th></tr></thead><tbody>\n\(rows)</tbody></table>\n"
        }
        if let words { text += boundaries(words) }
        return text + "</section>\n"
    }

    private func boundaries(_ layer: DiffLayerReport) -> String {
        guard !layer.boundaries.isEmpty else { return "" }
        let rows = layer.boundaries.map { boundary in
            let names = [boundary.nameBefore, boundary.nameAfter].compactMap(\.self)
            let name = Set(names).count > 1 ? names.joined(separator: " → ") : names.first ?? ""
            return """
                <tr><td>\(HTMLText.escaped(boundary.id))</td><td>\(boundary.change)</td>\
                <td>\(AreaText.text(boundary.gained)) (\(NumberText.percent(boundary.gainedShare, digits: 1)))</td>\
                <td>\(AreaText.text(boundary.lost)) (\(NumberText.percent(boundary.lostShare, digits: 1)))</td>\
                <td>\(HTMLText.escaped(name))</td></tr>

                """
        }
        return """
            <table><thead><tr><th>boundary</th><th>change</th><th>gains</th><th>loses</th><th>name</th></tr></thead><tbody>
            \(rows.joined())</tbody></table>

            """
    }

    private func requests(_ title: String, _ requests: DiffRequestsReport) -> String {
        var text = """
            <section><h2>\(title)</h2>
            <p>\(NumberText.grouped(requests.movedBoundary)) of \(NumberText.grouped(requests.rows)) lie in another \
            boundary
            """
        if let department = requests.movedDepartment, let queue = requests.movedQueue {
            text += """
                ; \(NumberText.grouped(department)) go to another department, \(NumberText.grouped(queue)) to another \
                queue
                """
        }
        text += ".</p>\n"
        guard !requests.moves.isEmpty else { return text + "</section>\n" }
        let rows = requests.moves.map { move in
            let way = "\(move.from ?? "nobody") → \(move.to ?? "nobody")"
            return "<tr><td>\(HTMLText.escaped(move.layer))</td><td>\(HTMLText.escaped(way))</td>"
                + "<td>\(NumberText.grouped(move.rows))</td></tr>\n"
        }
        return text + """
            <table><thead><tr><th>layer</th><th>from → to</th><th>requests</th></tr></thead><tbody>
            \(rows.joined())</tbody></table></section>

            """
    }
}

extension MovedPart {
    /// The way it goes, in words.
    var words: String {
        let way = "\(from ?? "nobody") → \(to ?? "nobody")"
        return switch overlap {
        case .none: way
        case .begins: way + " (both have it now)"
        case .ends: way + " (both had it)"
        }
    }
}
