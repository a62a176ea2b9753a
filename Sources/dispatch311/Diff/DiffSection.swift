import Boundaries

/// The part of the page that is about one layer: what moves in words, the picture, the tables, the largest by
/// themselves.
struct DiffSection {
    /// What it shows.
    let layer: DiffPage.Layer
    /// The same in words.
    let words: DiffLayerReport
    /// How many requests go which way; nil where none were looked at.
    let moves: [DiffRequestsReport.Move]?
    /// What begins the ids of its elements.
    let prefix: String

    private var parts: [MovedPart] { layer.diff.parts }

    /// The section as HTML.
    var html: String {
        let notes = words.notes.map { "<p>\(HTMLText.sentence($0))</p>\n" }.joined()
        return """
            <section id="\(prefix)" aria-labelledby="\(prefix)-h">
            <h2 id="\(prefix)-h">\(HTMLText.isolated(layer.name))</h2>
            <p class="verdict \(parts.isEmpty ? "good" : "told")">\(HTMLText.sentence(words.verdict))</p>
            \(notes)\(pictures)\(table)\(boundaries)<h3>What was compared</h3>
            <dl class="facts">
            \(HTMLText.fact("Layer", layer.diff.layer))\
            \(HTMLText.fact("Before", "version \(layer.diff.versionBefore), \(Self.count(layer.before))"))\
            \(HTMLText.fact("After", "version \(layer.diff.versionAfter), \(Self.count(layer.after))"))\
            \(HTMLText.fact("Left out", "what is nowhere \(NumberText.short(words.tolerance)) m thick"))\
            </dl>
            </section>

            """
    }

    /// The map, the largest beside it, and these by themselves; the table alone where nothing can be drawn.
    private var pictures: String {
        guard let picture = MapPicture(layer, prefix: prefix) else { return largest }
        let overview = picture.overview(
            title: "\(layer.name): what moves",
            description: "A map of \(Self.count(layer.after)): \(words.verdict). The table has the same moves."
        )
        let figures = zip(parts, picture.subjects).prefix(PicturePage.insets).map { part, subject in
            let description =
                "A map of what goes from \(part.fromWords) to \(part.toWords), and of what lies around it."
            return """
                <figure id="\(prefix)-i\(subject.number)">
                \(picture.inset(subject, description: description))<figcaption>\
                <a href="#\(prefix)-f\(subject.number)">\(subject.number)</a> \(HTMLText.swatch(part.kind.rawValue))\
                \(HTMLText.isolated(part.words)), \(AreaText.text(part.squareMetres))\(requests(part).map { ", \($0)" } ?? "")\
                </figcaption>
                </figure>

                """
        }
        return """
            <div class="beside">
            <figure class="map">
            \(overview)<figcaption>\(legend)</figcaption>
            </figure>
            \(largest)</div>
            \(PicturePage.insets(figures))
            """
    }

    private var legend: String {
        let there = Set(parts.map(\.kind))
        let kinds = PictureSubject.Kind.allCases.filter(there.contains).map { kind in
            let words =
                switch kind {
                case .gap: "was in a boundary, will be in none"
                case .gain: "was in no boundary, will be in one"
                case .overlap: "stays in its boundary, and will be in another too"
                case .move, .beyond: "will be in another boundary"
                }
            return (swatch: kind.rawValue, words: words)
        }
        let former = (swatch: "former", words: "the boundary it was in, in the pictures of single moves")
        return HTMLText.legend(
            [(swatch: "area", words: "boundary as it will be")] + kinds
                + (parts.contains { $0.from != nil } ? [former] : []),
            PicturePage.aboutMarks(parts.count, "move")
        )
    }

    private var largest: String {
        let shown = parts.prefix(PicturePage.largest).enumerated()
        let more = parts.count - PicturePage.largest
        return HTMLTable(
            id: "\(prefix)-l",
            caption: "The largest moves",
            columns: ["No", "From", "To", "Area"],
            rows: shown.map { index, part in
                let target = index < PicturePage.insets ? "i" : "f"
                return """
                    <tr><th scope="row"><a href="#\(prefix)-\(target)\(index + 1)">\(index + 1)</a></th>\
                    <td>\(HTMLText.swatch(part.kind.rawValue))\(HTMLText.isolated(part.fromWords))</td>\
                    <td>\(HTMLText.isolated(part.toWords))</td>\
                    <td class="number">\(AreaText.text(part.squareMetres))</td></tr>

                    """
            },
            style: "largest",
            rest: more > 0 ? "<p>\(NumberText.count(more, "smaller one")) in the table below.</p>\n" : ""
        ).html
    }

    private var table: String {
        HTMLTable(
            id: "\(prefix)-c",
            caption: "What moves, the largest first",
            columns: ["No", "From", "To", "Area", "Place"] + (moves == nil ? [] : ["Requests"]),
            rows: parts.prefix(PicturePage.rows).enumerated().map { index, part in
                let requests = moves == nil ? "" : "<td class=\"number\">\(requests(part) ?? "")</td>"
                return """
                    <tr id="\(prefix)-f\(index + 1)"><th scope="row">\(index + 1)</th>\
                    <td>\(HTMLText.swatch(part.kind.rawValue))\(HTMLText.isolated(part.fromWords))</td>\
                    <td>\(HTMLText.isolated(part.toWords))\(part.note.map { ", \($0)" } ?? "")</td>\
                    <td class="number">\(AreaText.text(part.squareMetres))</td>\
                    <td class="number">\(PlaceText.text(part.place))</td>\(requests)</tr>

                    """
            },
            rest: PicturePage.rest(parts.count)
        ).folded("All about \(NumberText.count(parts.count, "move"))")
    }

    private var boundaries: String {
        HTMLTable(
            id: "\(prefix)-b",
            caption: "Boundaries, those that gain or lose most first",
            columns: ["Boundary", "Change", "Gains", "Loses", "Name"],
            rows: words.boundaries.prefix(PicturePage.rows).map { boundary in
                """
                <tr><th scope="row">\(HTMLText.isolated(boundary.id))</th><td>\(boundary.change)</td>\
                <td class="number">\(AreaText.text(boundary.gained)), \
                \(NumberText.percent(boundary.gainedShare, digits: 1)) of it</td>\
                <td class="number">\(AreaText.text(boundary.lost)), \
                \(NumberText.percent(boundary.lostShare, digits: 1)) of it</td>\
                <td>\(HTMLText.isolated(boundary.name))</td></tr>

                """
            },
            rest: PicturePage.rest(words.boundaries.count)
        ).folded("\(NumberText.count(words.boundaries.count, "boundary", "boundaries")) changed")
    }

    /// How many requests go that way; nil where that is not known of this part alone.
    private func requests(_ part: MovedPart) -> String? {
        guard let moves, part.overlap == .none else { return nil }
        let rows = moves.first { $0.layer == layer.diff.layer && $0.from == part.from && $0.to == part.to }?.rows ?? 0
        return NumberText.count(rows, "request")
    }

    private static func count(_ layer: BoundaryLayer) -> String {
        NumberText.count(layer.boundaries.count, "boundary", "boundaries")
    }
}
