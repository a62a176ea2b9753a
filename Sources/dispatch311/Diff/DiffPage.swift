import Boundaries

/// A comparison as a page that needs nothing but itself: for whom, and what moved, drawn and listed.
struct DiffPage: Sendable {
    /// A layer that differs, and both its versions.
    struct Layer: Sendable {
        let diff: LayerDiff
        let before: BoundaryLayer
        let after: BoundaryLayer

        /// The layer's name for a person.
        var name: String { after.definition.englishName }
    }

    /// What is said in words.
    let report: DiffReport
    /// What is drawn.
    let layers: [Layer]
    /// The date written on it.
    let date: String

    /// The page.
    var html: String {
        let what = layers.count == 1 ? layers[0].name : NumberText.count(layers.count, "layer")
        var contents: [(id: String, name: String, words: String)] = []
        var main = ""
        for (id, title, requests) in requestReports {
            contents.append((id: id, name: title, words: requests.verdict))
            main += DiffRequestsSection(title: title, requests: requests, prefix: id).html
        }
        for (index, layer) in layers.enumerated() {
            guard let words = report.layers.first(where: { $0.layer == layer.diff.layer }) else { continue }
            let prefix = "l\(index + 1)"
            contents.append((id: prefix, name: layer.name, words: words.verdict))
            main += DiffSection(layer: layer, words: words, moves: shownMoves, prefix: prefix).html
        }
        let intro = """
            <dl class="facts">
            \(HTMLText.fact("Before", report.before))\(HTMLText.fact("After", report.after))\
            \(report.sameLayers.isEmpty ? "" : HTMLText.fact("The same in", report.sameLayers.joined(separator: ", ")))\
            \(report.addedLayers.isEmpty ? "" : HTMLText.fact("Only after", report.addedLayers.joined(separator: ", ")))\
            \(report.removedLayers.isEmpty ? "" : HTMLText.fact("Only before", report.removedLayers.joined(separator: ", ")))\
            </dl>

            """
        let problems = report.catalogProblems.map { problem in
            "<p class=\"verdict bad\">The catalog does not fit what is after: \(HTMLText.escaped(problem))</p>\n"
        }
        let none = layers.isEmpty ? "<p class=\"verdict good\">No boundary is another than before.</p>\n" : ""
        return PicturePage(
            title: layers.isEmpty ? "What moves: nothing" : "What moves: \(what)",
            command: "boundaries diff",
            date: date,
            main: intro + none + problems.joined() + PicturePage.contents(contents) + main,
            footer: """
                Boundaries are the same where their ids are. What moves is measured on the ball; pieces nowhere as thick \
                as the tolerance are left out and counted. Publishing leaves open requests with the department and queue \
                they have.
                """
        ).text
    }

    /// What was counted, by the sections' ids and titles.
    private var requestReports: [(id: String, title: String, requests: DiffRequestsReport)] {
        var reports: [(id: String, title: String, requests: DiffRequestsReport)] = []
        if let requests = report.requests { reports.append(("r1", "Requests", requests)) }
        if let stored = report.stored {
            reports.append(("r2", "Open requests", stored.open))
            reports.append(("r3", "Closed requests of the last \(NumberText.count(stored.days, "day"))", stored.closed))
        }
        return reports
    }

    /// The requests that are told beside each way: the table's, else those that are open.
    private var shownMoves: [DiffRequestsReport.Move]? { (report.requests ?? report.stored?.open)?.moves }
}
