import ServiceRequests
import Store

extension HistoryWords {
    /// An event of the clock; nil where it is one department's affair.
    func clock(_ event: HistoryLine) -> Line? {
        let detail = ClockDetail(event)
        let (who, count) = (opening(event.department), number(event.department))
        switch event.kind {
        case "paused":
            return Line(
                at: event.at,
                sentence: say("history_paused", count, ["who": who]),
                note: said(detail.reason)
            )
        case "resumed":
            return Line(at: event.at, sentence: say("history_resumed", count, ["who": who]))
        case "overdue":
            guard let due = detail.due else {
                return Line(at: event.at, sentence: say("history_overdue", count, ["who": who]))
            }
            return Line(
                at: event.at,
                sentence: say("history_overdue_since", count, ["who": who, "date": time.moment(due)])
            )
        case "due_moved":
            // A leg's own date was never told to the resident; the latest of them is.
            guard event.item == nil, let from = detail.from, let to = detail.to else { return nil }
            guard !time.readsAlike(from, to) else { return nil }
            return Line(
                at: event.at,
                sentence: say("history_due_moved", ["from": time.moment(from), "to": time.moment(to)]),
                note: said(detail.reason)
            )
        default:
            return nil
        }
    }
}
