import Boundaries
import Web

/// The part of the page that is about one layer: what was found in words, the picture, the table, the largest by
/// themselves.
struct CoverageSection {
    /// How many findings have a picture of their own.
    static let insets = 10
    /// How many findings stand beside the picture.
    static let largest = 20
    /// How many findings the whole table has.
    static let rows = 300

    /// What it shows.
    let report: CoverageReport
    /// What begins the ids of its elements.
    let prefix: String

    /// The section as HTML.
    var html: String {
        let coverage = report.coverage
        let layer = coverage.layer
        let picture = CoveragePicture(
            report: report,
            shapes: CoveragePicture.Shapes(report),
            prefix: prefix
        )
        let boundaries = NumberText.count(layer.boundaries.count, "boundary", "boundaries")
        let outline = coverage.outline.map { "\($0.id) (\($0.definition.file))" } ?? report.outlineName
        let only = report.filters.map(\.description).joined(separator: ", ")
        let kinds = Coverage.Finding.Kind.allCases.filter { coverage.sum($0).count > 0 }
        let notes = report.notes.map { "<p>\(Self.escaped($0))</p>\n" }.joined()
        return """
            <section id="\(prefix)" aria-labelledby="\(prefix)-h">
            <h2 id="\(prefix)-h">\(Self.isolated(report.name))</h2>
            <p class="verdict \(coverage.isWhole ? "good" : "bad")">\(Self.escaped(Self.sentence(report.verdict)))</p>
            \(notes)<div class="beside">
            <figure class="map">
            \(picture.overview())<figcaption>\(Self.legend(kinds))</figcaption>
            </figure>
            \(largest)</div>
            \(insets(picture))\(table)<h3>What was measured</h3>
            <dl class="facts">
            \(Self.fact("Layer", "\(layer.id) (\(layer.definition.file)), version \(layer.version), \(boundaries)"))\
            \(only.isEmpty ? "" : Self.fact("Only", only))\
            \(Self.fact("Held against", "\(outline), \(CoverageReport.area(coverage.outlineSquareMetres))"))\
            \(Self.fact("Covered", CoverageReport.share(coverage.coveredShare)))\
            \(Self.fact("Left out", "what is nowhere wider than \(report.tolerance)"))\
            </dl>
            </section>

            """
    }

    /// What stands beside the picture: the largest in few words.
    private var largest: String {
        let entries = report.entries.prefix(Self.largest)
        guard !entries.isEmpty else { return "" }
        let rows = entries.map { entry in
            let finding = entry.finding
            return """
                <tr><th scope="row"><a href="#\(CoverageMarks.target(of: entry, prefix))">\(entry.number)</a></th>\
                <td>\(Self.swatch(finding.kind))\(finding.kind.word)</td>\
                <td>\(CoverageReport.area(finding.squareMetres))</td>\
                <td>\(share(finding))</td><td>\(CoverageReport.width(finding.widthMetres))</td></tr>

                """
        }
        let more = report.entries.count - entries.count
        let rest = more > 0 ? "<p>\(NumberText.count(more, "smaller one")) in the table below.</p>\n" : ""
        return """
            <div class="wide" role="region" aria-labelledby="\(prefix)-l" tabindex="0">
            <table class="largest">
            <caption id="\(prefix)-l">The largest of \(Self.isolated(report.name))</caption>
            <thead><tr><th scope="col">No</th><th scope="col">Kind</th><th scope="col">Area</th>\
            <th scope="col">Share</th><th scope="col">Widest</th></tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table>
            \(rest)</div>

            """
    }

    /// Everything that is known of every finding, folded away: there may be hundreds.
    private var table: String {
        let entries = report.entries.prefix(Self.rows)
        guard !entries.isEmpty else { return "" }
        let rows = entries.map(row).joined()
        let more = report.entries.count - entries.count
        let rest =
            more > 0
            ? "<p>\(NumberText.count(more, "more finding")), smaller, in the GeoJSON that --geojson writes.</p>\n" : ""
        return """
            <details>
            <summary>All about \(NumberText.count(entries.count, "finding"))</summary>
            <div class="wide" role="region" aria-labelledby="\(prefix)-c" tabindex="0">
            <table>
            <caption id="\(prefix)-c">Findings of \(Self.isolated(report.name)), the largest first</caption>
            <thead><tr><th scope="col">No</th><th scope="col">Kind</th><th scope="col">Area</th>\
            <th scope="col">Share</th><th scope="col">Widest</th><th scope="col">Place</th>\
            <th scope="col">A request there gets</th><th scope="col">Boundaries</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            </div>
            \(rest)</details>

            """
    }

    private func row(_ entry: CoverageReport.Entry) -> String {
        let finding = entry.finding
        let boundaries = finding.boundaries.map(Self.isolated).joined(separator: ", ")
        return """
            <tr id="\(prefix)-f\(entry.number)"><th scope="row">\(entry.number)</th>\
            <td>\(Self.swatch(finding.kind))\(finding.kind.word)\(finding.isAtEdge ? ", at the edge" : "")</td>\
            <td>\(CoverageReport.area(finding.squareMetres))</td><td>\(share(finding))</td>\
            <td>\(CoverageReport.width(finding.widthMetres))</td><td>\(CoverageReport.place(finding.place))</td>\
            <td>\(Self.isolated(entry.answer.text))</td><td>\(boundaries)</td></tr>

            """
    }

    private func share(_ finding: Coverage.Finding) -> String {
        Self.escaped(CoverageReport.share(report.coverage.share(finding.squareMetres)))
    }

    private func insets(_ picture: CoveragePicture) -> String {
        let entries = report.entries.prefix(Self.insets)
        guard !entries.isEmpty else { return "" }
        let figures = entries.map { entry in
            let finding = entry.finding
            let around = finding.boundaries.map(Self.isolated).joined(separator: ", ")
            return """
                <figure id="\(prefix)-i\(entry.number)">
                \(picture.inset(entry))<figcaption><a href="#\(prefix)-f\(entry.number)">\(entry.number)</a> \
                \(Self.swatch(finding.kind))\(finding.kind.word), \(CoverageReport.area(finding.squareMetres)), \
                \(CoverageReport.width(finding.widthMetres)) at its widest, at \(CoverageReport.place(finding.place))\
                \(around.isEmpty ? "" : "; boundaries \(around)"); a request there gets \
                \(Self.isolated(entry.answer.text))</figcaption>
                </figure>

                """
        }
        let heading = entries.count == 1 ? "It by itself" : "The largest by themselves"
        return "<h3>\(heading)</h3>\n<div class=\"insets\">\n\(figures.joined())</div>\n"
    }

    private static func legend(_ kinds: [Coverage.Finding.Kind]) -> String {
        let items = kinds.map { kind in
            let text =
                switch kind {
                case .gap: "gap: in no boundary"
                case .overlap: "overlap: in more than one"
                case .beyond: "beyond the outline: no fault by itself"
                }
            return "<li>\(swatch(kind))\(text)</li>"
        }
        let marks = kinds.isEmpty ? "" : " A number leads to more about it; dots are smaller findings."
        return "<ul class=\"legend\"><li>\(swatch("area"))boundary</li>\(items.joined())</ul>\(marks)"
    }

    private static func swatch(_ kind: Coverage.Finding.Kind) -> String { swatch(kind.rawValue) }

    private static func swatch(_ name: String) -> String {
        "<svg class=\"swatch\" viewBox=\"0 0 240 160\" aria-hidden=\"true\">"
            + "<rect class=\"\(name)\" x=\"8\" y=\"8\" width=\"224\" height=\"144\"/></svg>"
    }

    private static func fact(_ name: String, _ value: String) -> String {
        "<dt>\(name)</dt><dd>\(isolated(value))</dd>\n"
    }

    /// A text of others, which cannot turn round what stands beside it.
    private static func isolated(_ text: String) -> String { "<bdi>\(escaped(text))</bdi>" }

    private static func escaped(_ text: String) -> String { SVGText.escaped(text) }

    private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
