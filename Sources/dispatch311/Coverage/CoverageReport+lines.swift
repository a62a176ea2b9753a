import Boundaries

extension CoverageReport {
    /// The report for a person, at most so many findings of it.
    func lines(rows: Int, terminal: Terminal) -> [String] {
        let layer = coverage.layer
        let only = filters.isEmpty ? "" : ", only \(filters.map(\.description).joined(separator: ", "))"
        let heading =
            "\(layer.id) (\(layer.definition.file), version \(layer.version)\(only)): "
            + "\(NumberText.count(layer.boundaries.count, "boundary", "boundaries")) against "
            + (coverage.outline.map { "\($0.id) (\($0.definition.file))" } ?? outlineName)
        var lines = [terminal.strong(heading.escaped)]
        let shown = entries.prefix(rows)
        if !shown.isEmpty {
            var table = TextTable([
                .numbers("No"), .words("Kind"), .numbers("Area"), .numbers("Share"), .numbers("Widest"),
                .words("Place"), .words("A request there gets"), .words("Boundaries"),
            ])
            for entry in shown {
                let finding = entry.finding
                table.add([
                    String(entry.number), finding.kind.word, AreaText.text(finding.squareMetres),
                    Self.share(coverage.share(finding.squareMetres)), Self.width(finding.widthMetres),
                    PlaceText.text(finding.place), entry.answer.text, finding.boundaries.joined(separator: ", "),
                ])
            }
            lines += table.lines(width: max(100, terminal.width), indent: 2, isPlain: terminal.isPlain)
        }
        if entries.count > shown.count {
            let left = entries.count - shown.count
            let more =
                shown.isEmpty ? NumberText.count(left, "finding") : "and \(NumberText.count(left, "more finding"))"
            lines.append("  … \(more): --rows shows more; --json, --geojson and --html have all")
        }
        lines.append("\(coverage.isWhole ? terminal.good : terminal.bad) \(layer.id.escaped): \(verdict)")
        lines += notes.map { "  \($0)" }
        return lines
    }
}
