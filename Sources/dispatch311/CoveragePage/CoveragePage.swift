import Boundaries

/// The picture of a report: gaps and overlaps, a section a layer.
struct CoveragePage: Sendable {
    /// The layers, in their order.
    let reports: [CoverageReport]
    /// The date written on it.
    let date: String

    /// The whole document.
    var text: String {
        let layers = reports.count == 1 ? reports[0].name : NumberText.count(reports.count, "layer")
        let contents = reports.enumerated().map { offset, report in
            (id: "l\(offset + 1)", name: report.name, words: report.coverage.isWhole ? "whole" : report.verdict)
        }
        let sections = reports.enumerated().map { offset, report in
            CoverageSection(report: report, prefix: "l\(offset + 1)").html
        }
        return PicturePage(
            title: "Gaps and overlaps: \(layers)",
            command: "boundaries report",
            date: date,
            main: PicturePage.contents(contents) + sections.joined(),
            footer: """
                A request in a gap has no boundary of that layer: a rule that needs one sends it to triage. In an overlap \
                the smaller boundary wins, then the lower id. Areas are measured on an equal-area map of the ball, widths \
                as the largest circle that fits inside. “At the edge” means that it reaches the outline's edge, where two \
                files may simply draw another shore.
                """
        ).text
    }
}
