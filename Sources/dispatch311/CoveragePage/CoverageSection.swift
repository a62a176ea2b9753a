import Boundaries

/// The part of the page that is about one layer: what was found in words, the picture, the table, the largest by
/// themselves.
struct CoverageSection {
    /// What it shows.
    let report: CoverageReport
    /// What begins the ids of its elements.
    let prefix: String

    /// The section as HTML.
    var html: String {
        let coverage = report.coverage
        let layer = coverage.layer
        let picture = MapPicture(report, prefix: prefix)
        let boundaries = NumberText.count(layer.boundaries.count, "boundary", "boundaries")
        let outline = coverage.outline.map { "\($0.id) (\($0.definition.file))" } ?? report.outlineName
        let only = report.filters.map(\.description).joined(separator: ", ")
        let notes = report.notes.map { "<p>\(HTMLText.escaped($0))</p>\n" }.joined()
        let overview = picture.overview(
            title: "\(report.name): gaps and overlaps",
            description:
                "A map of \(boundaries) against \(report.outlineName): \(report.verdict). The table has the same "
                + "findings."
        )
        return """
            <section id="\(prefix)" aria-labelledby="\(prefix)-h">
            <h2 id="\(prefix)-h">\(HTMLText.isolated(report.name))</h2>
            <p class="verdict \(coverage.isWhole ? "good" : "bad")">\(HTMLText.sentence(report.verdict))</p>
            \(notes)<div class="beside">
            <figure class="map">
            \(overview)<figcaption>\(legend)</figcaption>
            </figure>
            \(largest)</div>
            \(insets(picture))\(table)<h3>What was measured</h3>
            <dl class="facts">
            \(HTMLText.fact("Layer", "\(layer.id) (\(layer.definition.file)), version \(layer.version), \(boundaries)"))\
            \(only.isEmpty ? "" : HTMLText.fact("Only", only))\
            \(HTMLText.fact("Held against", "\(outline), \(AreaText.text(coverage.outlineSquareMetres))"))\
            \(HTMLText.fact("Covered", CoverageReport.share(coverage.coveredShare)))\
            \(HTMLText.fact("Left out", "what is nowhere wider than \(report.tolerance)"))\
            </dl>
            </section>

            """
    }

    /// What stands beside the picture: the largest in few words.
    private var largest: String {
        let entries = report.entries.prefix(PicturePage.largest)
        let more = report.entries.count - entries.count
        return HTMLTable(
            id: "\(prefix)-l",
            caption: "The largest of \(HTMLText.isolated(report.name))",
            columns: ["No", "Kind", "Area", "Share", "Widest"],
            rows: entries.map { entry in
                let finding = entry.finding
                let target = entry.number <= PicturePage.insets ? "i" : "f"
                return """
                    <tr><th scope="row"><a href="#\(prefix)-\(target)\(entry.number)">\(entry.number)</a></th>\
                    <td>\(HTMLText.swatch(PictureSubject.Kind(finding.kind).rawValue))\(finding.kind.word)</td>\
                    <td>\(AreaText.text(finding.squareMetres))</td>\
                    <td>\(share(finding))</td><td>\(CoverageReport.width(finding.widthMetres))</td></tr>

                    """
            },
            style: "largest findings",
            rest: more > 0 ? "<p>\(NumberText.count(more, "smaller one")) in the table below.</p>\n" : ""
        ).html
    }

    /// Everything that is known of every finding.
    private var table: String {
        let entries = report.entries.prefix(PicturePage.rows)
        let more = report.entries.count - entries.count
        return HTMLTable(
            id: "\(prefix)-c",
            caption: "Findings of \(HTMLText.isolated(report.name)), the largest first",
            columns: ["No", "Kind", "Area", "Share", "Widest", "Place", "A request there gets", "Boundaries"],
            rows: entries.map(row),
            style: "findings",
            rest: more > 0
                ? "<p>\(NumberText.count(more, "more finding")), smaller, in the GeoJSON that --geojson writes.</p>\n"
                : ""
        ).folded("All about \(NumberText.count(entries.count, "finding"))")
    }

    private func row(_ entry: CoverageReport.Entry) -> String {
        let finding = entry.finding
        let boundaries = finding.boundaries.map(HTMLText.isolated).joined(separator: ", ")
        return """
            <tr id="\(prefix)-f\(entry.number)"><th scope="row">\(entry.number)</th>\
            <td>\(HTMLText.swatch(PictureSubject.Kind(finding.kind).rawValue))\(finding.kind.word)\(finding.isAtEdge ? ", at the edge" : "")</td>\
            <td>\(AreaText.text(finding.squareMetres))</td><td>\(share(finding))</td>\
            <td>\(CoverageReport.width(finding.widthMetres))</td><td>\(PlaceText.text(finding.place))</td>\
            <td>\(HTMLText.isolated(entry.answer.text))</td><td>\(boundaries)</td></tr>

            """
    }

    private func share(_ finding: Coverage.Finding) -> String {
        HTMLText.escaped(CoverageReport.share(report.coverage.share(finding.squareMetres)))
    }

    private func insets(_ picture: MapPicture) -> String {
        let figures = zip(report.entries, picture.subjects).prefix(PicturePage.insets).map { entry, subject in
            let finding = entry.finding
            let (area, width) = (
                AreaText.text(finding.squareMetres), CoverageReport.width(finding.widthMetres)
            )
            let around = finding.boundaries.map(HTMLText.isolated).joined(separator: ", ")
            let neighbours = finding.boundaries.isEmpty ? "nothing" : finding.boundaries.joined(separator: ", ")
            let description =
                "A map of the \(finding.kind.word) and of \(neighbours), \(width) across where it is widest."
            return """
                <figure id="\(prefix)-i\(entry.number)">
                \(picture.inset(subject, description: description))<figcaption><a href="#\(prefix)-f\(entry.number)">\
                \(entry.number)</a> \(HTMLText.swatch(PictureSubject.Kind(finding.kind).rawValue))\(finding.kind.word), \(area), \
                \(width) at its widest, at \(PlaceText.text(finding.place))\
                \(around.isEmpty ? "" : "; boundaries \(around)"); a request there gets \
                \(HTMLText.isolated(entry.answer.text))</figcaption>
                </figure>

                """
        }
        return PicturePage.insets(figures)
    }

    private var legend: String {
        let kinds = Coverage.Finding.Kind.allCases.filter { report.coverage.sum($0).count > 0 }
        let items = kinds.map { kind in
            let words =
                switch kind {
                case .gap: "gap: in no boundary"
                case .overlap: "overlap: in more than one"
                case .beyond: "beyond the outline: no fault by itself"
                case .hole: "hole inside one boundary: no fault by itself"
                }
            return (swatch: PictureSubject.Kind(kind).rawValue, words: words)
        }
        return HTMLText.legend(
            [(swatch: "area", words: "boundary")] + items,
            PicturePage.aboutMarks(report.entries.count, "finding")
        )
    }
}
