import ServiceRequests

/// What the lint says of one jurisdiction, as `--json` prints it.
struct LintReport: Encodable, Sendable {
    typealias Finding = ServiceRequests.Finding

    /// The jurisdiction's id.
    let jurisdiction: String
    /// Services read; 0 where the catalog could not be.
    let services: Int
    /// Entries read of what other sites do.
    let elsewhere: Int
    /// Departments read.
    let departments: Int
    /// Layers read.
    let layers: Int
    /// Boundaries read.
    let boundaries: Int
    /// Errors found.
    let errors: Int
    /// Warnings found.
    let warnings: Int
    /// Everything found.
    let findings: [Finding]

    /// What residents can choose, in words.
    var entries: String {
        let own = NumberText.count(services, "service")
        return elsewhere == 0 ? own : "\(own) and \(NumberText.count(elsewhere, "entry", "entries")) done elsewhere"
    }

    /// The report for a person.
    func lines(terminal: Terminal) -> [String] {
        var lines = findings.map(\.text)
        let mark = errors == 0 ? terminal.good : terminal.bad
        let found =
            errors == 0 && warnings == 0
            ? "nothing wrong" : "\(NumberText.count(errors, "error")), \(NumberText.count(warnings, "warning"))"
        lines.append(
            "\(mark) \(jurisdiction): \(found) in \(entries), \(NumberText.count(departments, "department")), "
                + "\(NumberText.count(layers, "layer")), "
                + NumberText.count(boundaries, "boundary", "boundaries")
        )
        return lines
    }
}
