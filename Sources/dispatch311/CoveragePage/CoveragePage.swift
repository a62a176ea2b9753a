import Boundaries
import Web

/// The picture of a report: one page of HTML that needs no script, no network and no other file.
///
/// A pure function: the same reports and date give the same bytes. It forbids itself everything from elsewhere.
struct CoveragePage: Sendable {
    /// The layers, in their order.
    let reports: [CoverageReport]
    /// The date written on it.
    let date: String

    /// The whole document.
    var text: String {
        let layers = reports.count == 1 ? reports[0].name : NumberText.count(reports.count, "layer")
        let title = "Gaps and overlaps: \(layers)"
        let sections = reports.enumerated().map { offset, report in
            CoverageSection(report: report, prefix: "l\(offset + 1)").html
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width,initial-scale=1" />
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
            <meta name="color-scheme" content="light dark" />
            <title>\(SVGText.escaped(title))</title>
            <style>
            \(Self.css)
            </style>
            </head>
            <body>
            \(Self.patterns)
            <header>
            <h1>\(SVGText.escaped(title))</h1>
            <p>Made by dispatch311 boundaries report, <bdi>\(SVGText.escaped(date))</bdi>.</p>
            </header>
            <main>
            \(contents)\(sections.joined())</main>
            <footer>
            <p>A request in a gap has no boundary of that layer: a rule that needs one sends it to triage. In an overlap \
            the smaller boundary wins, then the lower id. Areas are measured on an equal-area map of the ball, widths as \
            the largest circle that fits inside. “At the edge” means that it reaches the outline's edge, where two files \
            may simply draw another shore.</p>
            </footer>
            </body>
            </html>

            """
    }

    /// A line for each layer where there are several.
    private var contents: String {
        guard reports.count > 1 else { return "" }
        let items = reports.enumerated().map { offset, report in
            let mark = report.coverage.isWhole ? "whole" : SVGText.escaped(report.verdict)
            return "<li><a href=\"#l\(offset + 1)\"><bdi>\(SVGText.escaped(report.name))</bdi></a>: \(mark)</li>\n"
        }
        return "<ul class=\"contents\">\n\(items.joined())</ul>\n"
    }
}
