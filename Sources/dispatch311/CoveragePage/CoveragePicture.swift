import Boundaries
import Web

/// Draws a layer, or a part of it, with what was found: one SVG element of the page.
struct CoveragePicture {
    /// Everything there is to draw, on the flat map.
    struct Shapes {
        let outline: PlaneShape
        let boundaries: [(id: String, name: String, shape: PlaneShape)]
        let findings: [PlaneShape]
        /// The box around outline and boundaries.
        let box: PlaneBox

        /// Puts a report on its map.
        init(_ report: CoverageReport) {
            let plane = report.coverage.plane
            outline = PlaneShape(report.coverage.outline?.boundaries.flatMap(\.polygons) ?? [], on: plane)
            boundaries = report.coverage.layer.boundaries.map { ($0.id, $0.name, PlaneShape($0.polygons, on: plane)) }
            findings = report.entries.map { PlaneShape($0.finding.polygons, on: plane) }
            let boxes = ([outline] + boundaries.map { $0.shape }).compactMap(\.box)
            let first = boxes.first ?? PlaneBox(west: 0, south: 0, east: 1, north: 1)
            box = boxes.dropFirst().reduce(first) { $0.union($1) }
        }
    }

    /// What is drawn.
    let report: CoverageReport
    /// The same on the flat map.
    let shapes: Shapes
    /// What begins the ids of this layer's elements.
    let prefix: String

    /// The whole city with a numbered mark at every finding there is room for.
    func overview() -> String {
        let frame = PictureFrame(around: shapes.box, width: 860, most: 900, margin: 26)
        var names = NameWriter(width: frame.width, height: frame.height)
        names.take(x: 70, y: Double(frame.height) - 22, width: 140, height: 48)
        let marks = CoverageMarks(report.entries, on: report.coverage.plane, frame, prefix: prefix)
        for mark in marks.numbered { names.take(x: mark.x, y: mark.y, width: 28, height: 28) }
        let title = "\(report.name): gaps and overlaps"
        let description =
            "A map of \(NumberText.count(shapes.boundaries.count, "boundary", "boundaries")) against "
            + "\(report.outlineName): \(report.verdict). The table has the same findings."
        return svg(frame, id: "\(prefix)-map", title: title, description: description, &names) + marks.svg + "</svg>\n"
    }

    /// One finding by itself, with what is around it.
    func inset(_ entry: CoverageReport.Entry) -> String {
        let shape = shapes.findings[entry.number - 1]
        let box = shape.box ?? shapes.box
        let margin = max(20, 0.2 * max(box.width, box.height))
        let frame = PictureFrame(around: box.grown(by: margin), width: 400, most: 300, margin: 4)
        var names = NameWriter(width: frame.width, height: frame.height)
        names.take(x: 60, y: Double(frame.height) - 18, width: 120, height: 44)
        let finding = entry.finding
        let title = "\(entry.number): \(finding.kind.word), \(CoverageReport.area(finding.squareMetres))"
        let around = finding.boundaries.isEmpty ? "nothing" : finding.boundaries.joined(separator: ", ")
        let description =
            "A map of the \(finding.kind.word) and of \(around), \(CoverageReport.width(finding.widthMetres)) across "
            + "where it is widest."
        return svg(
            frame,
            id: "\(prefix)-s\(entry.number)",
            title: title,
            description: description,
            subject: entry.number,
            &names
        ) + "</svg>\n"
    }

    /// Everything but the marks and the element's end.
    private func svg(
        _ frame: PictureFrame,
        id: String,
        title: String,
        description: String,
        subject: Int? = nil,
        _ names: inout NameWriter
    ) -> String {
        let escape = SVGText.escaped
        var svg = """
            <svg class="picture" viewBox="0 0 \(frame.width) \(frame.height)" role="group" \
            aria-labelledby="\(id)-t" aria-describedby="\(id)-d">
            <title id="\(id)-t">\(escape(title))</title><desc id="\(id)-d">\(escape(description))</desc>
            <rect class="sea" width="\(frame.width)" height="\(frame.height)"/>
            <g transform="scale(.1)">

            """
        let outline = frame.rings(of: shapes.outline)
        if !outline.isEmpty { svg += "<path class=\"ground\" d=\"\(PictureFrame.path(outline))\"/>\n" }
        for (id, name, shape) in shapes.boundaries {
            let rings = frame.rings(of: shape)
            if rings.isEmpty { continue }
            let title = name == id ? id : "\(id): \(name)"
            svg += "<path class=\"area\" d=\"\(PictureFrame.path(rings))\"><title>\(escape(title))</title></path>\n"
            names.write(id, in: rings)
        }
        // What is no fault lies lowest.
        for (entry, shape) in zip(report.entries, shapes.findings).reversed() {
            let rings = frame.rings(of: shape)
            if rings.isEmpty { continue }
            let own = entry.number == subject ? " subject" : ""
            svg += "<path class=\"\(entry.finding.kind.rawValue)\(own)\" d=\"\(PictureFrame.path(rings))\"/>\n"
        }
        return svg + "</g>\n" + names.svg + Self.measure(frame)
    }

    /// A bar of kilometres and one of miles, in the lower left corner.
    private static func measure(_ frame: PictureFrame) -> String {
        let most = min(120, frame.width / 3)
        let metric = ScaleBar(.metric, metresPerPixel: frame.metresPerPixel, most: most)
        let american = ScaleBar(.american, metresPerPixel: frame.metresPerPixel, most: most)
        let y = frame.height - 22
        let width = max(metric.pixels, american.pixels) + 12
        return """
            <rect class="plate" x="6" y="\(y - 20)" width="\(max(width, 64))" height="40"/>
            <path class="rule" d="M12 \(y - 5)v5h\(metric.pixels)v-5M12 \(y + 5)v-5h\(american.pixels)v5"/>
            <text class="measure" x="16" y="\(y - 6)">\(metric.text)</text>
            <text class="measure" x="16" y="\(y + 14)">\(american.text)</text>

            """
    }
}
