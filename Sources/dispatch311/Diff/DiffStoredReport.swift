/// What the stored service requests come to, as `--json` prints it.
struct DiffStoredReport: Encodable, Sendable {
    /// How far back closed ones were looked at.
    let days: Int
    /// Those that are open, however old.
    let open: DiffRequestsReport
    /// Those that are closed.
    let closed: DiffRequestsReport

    /// The report for a person.
    func lines(terminal: Terminal) -> [String] {
        var lines = open.lines("open requests", terminal: terminal)
        lines += [""] + closed.lines("closed requests of the last \(NumberText.count(days, "day"))", terminal: terminal)
        if let moved = open.movedQueue, moved > 0 {
            lines += [
                "",
                "Publishing leaves open requests where they are; dispatch311 boundaries move-open moves afterwards "
                    + "those that still wait.",
            ]
        }
        return lines
    }
}
