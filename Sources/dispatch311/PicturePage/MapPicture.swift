import Boundaries
import Web

/// Draws a layer, or a part of it, with what there is to show of it: one SVG element of a page.
struct MapPicture {
    /// A boundary on the flat map.
    struct Area {
        let id: String
        let name: String
        let shape: PlaneShape

        /// Puts a boundary on the map.
        init(_ boundary: Boundary, on plane: CityPlane) {
            id = boundary.id
            name = boundary.name
            shape = PlaneShape(boundary.polygons, on: plane)
        }
    }

    /// What lies below the boundaries.
    var ground: PlaneShape?
    /// The boundaries.
    let areas: [Area]
    /// What there is to show, the most important first.
    let subjects: [PictureSubject]
    /// What begins the ids of this map's elements.
    let prefix: String
    /// The box around everything.
    let box: PlaneBox

    init(ground: PlaneShape? = nil, areas: [Area], subjects: [PictureSubject], prefix: String) {
        self.ground = ground
        self.areas = areas
        self.subjects = subjects
        self.prefix = prefix
        let boxes = ([ground?.box] + areas.map(\.shape.box) + subjects.map(\.shape.box)).compactMap(\.self)
        let first = boxes.first ?? PlaneBox(west: 0, south: 0, east: 1, north: 1)
        box = boxes.dropFirst().reduce(first) { $0.union($1) }
    }

    /// All of it with a numbered mark at every subject there is room for.
    func overview(title: String, description: String) -> String {
        let frame = PictureFrame(around: box, width: 860, most: 900, margin: 26)
        var names = NameWriter(width: frame.width, height: frame.height)
        names.take(x: 70, y: Double(frame.height) - 22, width: 140, height: 48)
        let marks = PictureMarks(subjects, on: frame, prefix: prefix)
        for mark in marks.numbered { names.take(x: mark.x, y: mark.y, width: 28, height: 28) }
        return svg(frame, id: "\(prefix)-map", title: title, description: description, &names) + marks.svg + "</svg>\n"
    }

    /// One subject by itself, with what is around it.
    func inset(_ subject: PictureSubject, description: String) -> String {
        let box = subject.shape.box ?? box
        let margin = max(20, 0.2 * max(box.width, box.height))
        let frame = PictureFrame(around: box.grown(by: margin), width: 400, most: 300, margin: 4)
        var names = NameWriter(width: frame.width, height: frame.height)
        names.take(x: 60, y: Double(frame.height) - 18, width: 120, height: 44)
        return svg(
            frame,
            id: "\(prefix)-s\(subject.number)",
            title: subject.title,
            description: description,
            subject: subject,
            &names
        ) + "</svg>\n"
    }

    /// Everything but the marks and the element's end.
    private func svg(
        _ frame: PictureFrame,
        id: String,
        title: String,
        description: String,
        subject: PictureSubject? = nil,
        _ names: inout NameWriter
    ) -> String {
        var svg = """
            <svg class="picture" viewBox="0 0 \(frame.width) \(frame.height)" role="group" \
            aria-labelledby="\(id)-t" aria-describedby="\(id)-d">
            <title id="\(id)-t">\(HTMLText.escaped(title))</title>\
            <desc id="\(id)-d">\(HTMLText.escaped(description))</desc>
            <rect class="sea" width="\(frame.width)" height="\(frame.height)"/>
            <g transform="scale(.1)">

            """
        func add(_ shape: PlaneShape, _ style: String, title: String? = nil) -> [[PictureFrame.Tenths]] {
            let rings = frame.rings(of: shape)
            guard !rings.isEmpty else { return rings }
            let end = title.map { "><title>\(HTMLText.escaped($0))</title></path>" } ?? "/>"
            svg += "<path class=\"\(style)\" d=\"\(PictureFrame.path(rings))\"\(end)\n"
            return rings
        }
        if let ground { _ = add(ground, "ground") }
        for area in areas {
            let rings = add(area.shape, "area", title: area.name == area.id ? area.id : "\(area.id): \(area.name)")
            if !rings.isEmpty { names.write(area.id, in: rings) }
        }
        // What matters least lies lowest.
        for other in subjects.reversed() {
            let role = subject.map { $0.number == other.number ? " subject" : " other" } ?? ""
            _ = add(other.shape, other.kind.rawValue + role)
        }
        if let former = subject?.former { _ = add(former, "former") }
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
