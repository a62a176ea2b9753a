extension BoundaryLintReport {
    /// The report for a person: the file with its counts, then each change and finding, each remedy where it is new.
    func lines(terminal: Terminal) -> [String] {
        let mark = errors == 0 ? terminal.good : terminal.bad
        var about = [NumberText.count(features, "feature")]
        if let key { about.append("key \(key)") }
        if let label { about.append("name \(label)") }
        var head = "\(mark) \(file): \(found) in \(about.joined(separator: ", "))"
        if let errorsBefore, !changes.isEmpty {
            let before = NumberText.count(errorsBefore, "error")
            head += "; \(NumberText.count(changes.count, "repair")), \(before) before"
        }
        var lines = [head]
        if let guess { lines.append("  the key is a guess: \(guess)") }
        lines += Self.folded(changes).map { "  repaired  \($0)" }
        lines += refusals.map { "  left      \($0.text)" }
        var told: Set<String> = []
        for finding in findings {
            let word = finding.severity + String(repeating: " ", count: max(1, 10 - finding.severity.count))
            lines.append("  \(word)\(finding.text)")
            guard told.insert(finding.remedy).inserted else { continue }
            lines.append("            \(terminal.isPlain ? "->" : "→") \(finding.remedy)")
        }
        if let written, written != "-" { lines.append("  written to \(written)") }
        // Keys, names and reference systems are what a stranger's file says.
        return lines.map { $0.replacing("\n", with: "\\n").escaped }
    }

    /// Changes that so many features have to the letter are told in one line.
    private static let foldedFrom = 6

    /// A line a change; what was done alike to many features is told once.
    private static func folded(_ changes: [Change]) -> [String] {
        let alike = Dictionary(grouping: changes, by: \.words)
        var told: Set<String> = []
        return changes.compactMap { change in
            guard let all = alike[change.words], all.count >= foldedFrom else { return change.text }
            guard told.insert(change.words).inserted else { return nil }
            let first = all.prefix(3).compactMap(\.feature).map(String.init).joined(separator: ", ")
            return "\(NumberText.count(all.count, "feature")), \(first), …: \(change.words)"
        }
    }

    /// One line for several files.
    static func summary(of reports: [BoundaryLintReport], terminal: Terminal) -> String {
        func sum(_ part: (BoundaryLintReport) -> Int) -> Int { reports.reduce(0) { $0 + part($1) } }
        let counts = words(sum(\.errors), sum(\.warnings), sum(\.notes))
        let mark = sum(\.errors) == 0 ? terminal.good : terminal.bad
        return "\(mark) \(NumberText.count(reports.count, "file")): \(counts) in "
            + NumberText.count(sum(\.features), "feature")
    }

    private var found: String { Self.words(errors, warnings, notes) }

    private static func words(_ errors: Int, _ warnings: Int, _ notes: Int) -> String {
        guard errors + warnings + notes > 0 else { return "nothing wrong" }
        var words: [String] = []
        if errors > 0 { words.append(NumberText.count(errors, "error")) }
        if warnings > 0 { words.append(NumberText.count(warnings, "warning")) }
        if notes > 0 { words.append(NumberText.count(notes, "note")) }
        return words.joined(separator: ", ")
    }
}
