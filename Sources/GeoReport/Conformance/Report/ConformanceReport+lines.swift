extension ConformanceReport {
    /// How a line begins that has a verdict.
    public typealias Mark = @Sendable (Verdict) -> String

    /// The report as lines of text: a line a requirement, under it what was expected, found and where, and a summary.
    ///
    /// Brief it is what failed and what is warned of, and the summary; marks are the caller's, which knows its terminal.
    public func lines(isBrief: Bool = false, mark: Mark) -> [String] {
        var lines: [String] = []
        for judgement in judgements {
            if isBrief, ![.failed, .warning].contains(judgement.verdict) { continue }
            lines.append("\(mark(judgement.verdict)) \(Self.padded(judgement.name)) \(judgement.sentence)")
            lines += judgement.details.map { "             \($0)" }
        }
        if !lines.isEmpty { lines.append("") }
        if !made.isEmpty {
            let ids =
                made.prefix(30).map { Excerpt.line($0, longest: 60) }.joined(separator: ", ")
                + (made.count > 30 ? ", …" : "")
            lines.append("Service requests that were made at \(target.writing.url): \(ids)")
        }
        if let stop { lines.append("Not everything was looked at: \(stop.description).") }
        lines.append(summary)
        return lines
    }

    /// The counts in a sentence.
    public var summary: String {
        var parts = [
            "\(count(.passed)) passed", "\(count(.failed)) failed",
            "\(count(.warning)) \(count(.warning) == 1 ? "warning" : "warnings")",
            "\(count(.skipped)) skipped",
        ]
        let extensions = count(.offered) + count(.notOffered)
        if extensions > 0 { parts.append("\(count(.offered)) of \(extensions) extensions offered") }
        return "\(parts.joined(separator: ", ")); \(questions) questions asked"
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(0, 10 - name.count))
    }
}

extension Judgement {
    /// What must hold, and in brackets who says so where something is otherwise.
    fileprivate var sentence: String {
        switch verdict {
        case .passed, .offered, .notOffered: requirement.words + (note.map { " (\($0))" } ?? "")
        case .failed, .warning: "\(requirement.words) [\(requirement.source)]"
        case .skipped: "\(requirement.words): skipped, \(note ?? "")"
        }
    }

    fileprivate var details: [String] {
        guard verdict == .failed || verdict == .warning else { return [] }
        var lines = findings.flatMap { finding in
            ["expected \(finding.expected), found \(finding.found)"] + (finding.place.map { ["  \($0.line)"] } ?? [])
        }
        if count > findings.count { lines.append("and \(count - findings.count) more of the kind") }
        if let note { lines.append(note) }
        return lines
    }
}

extension Finding.Place {
    /// The place on one line.
    var line: String {
        var line = "\(method) \(url)"
        if let sent { line += " with \(sent)" }
        line += status.map { ": HTTP \($0)" } ?? ""
        if let path, !path.isEmpty { line += " at \(path)" }
        return line
    }
}
