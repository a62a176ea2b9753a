import Store

extension StaffWords {
    /// What happened in the history's words about dates; nil for an event that is none of the clock's.
    func title(ofClock line: HistoryLine) -> String? {
        let detail = ClockDetail(line)
        let department = line.department.map(department) ?? "The department"
        let due = detail.due.map { " (\(time.moment($0)))" } ?? ""
        return switch line.kind {
        case "due_soon": "A quarter of the time is left\(due)"
        case "overdue": "It is overdue\(due)"
        case "paused": "\(department) paused the clock"
        case "resumed": "\(department) let the clock run on"
        case "due_moved": "\(line.item == nil ? "What the resident was promised" : "The date") moved\(way(detail))"
        default: nil
        }
    }

    /// What there is to know about an open item's date beside the date: that it moved, that its clock stands still.
    func notes(on row: ItemRow, history: [HistoryLine]) -> [String] {
        guard row.closedAt == nil else { return [] }
        let moved = history.last { $0.kind == "due_moved" && $0.item == row.item }.map { line in
            let detail = ClockDetail(line)
            return ["The date moved\(way(detail))", detail.reason].compactMap(\.self).joined(separator: ". ")
        }
        let paused = row.pause.map { pause in
            "The clock has been paused since \(time.momentInSentence(pause.since, now: now))"
                + (pause.reason.map { ": \($0)" } ?? "")
        }
        return [moved, paused].compactMap(\.self)
    }

    private func way(_ detail: ClockDetail) -> String {
        guard let from = detail.from, let to = detail.to else { return "" }
        return " from \(time.moment(from)) to \(time.moment(to))"
    }
}
