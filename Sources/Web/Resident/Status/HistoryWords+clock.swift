import ServiceRequests
import Store

extension HistoryWords {
    /// An event of the clock; nil where it is one department's affair.
    func clock(_ event: HistoryLine) -> Line? {
        let detail = ClockDetail(event)
        let department = opening(event.department)
        let time = LocalTime(zone: catalog.jurisdiction.timeZone, language: language)
        switch event.kind {
        case "paused":
            return Line(at: event.at, sentence: "\(department) paused the clock.", note: said(detail.reason))
        case "resumed":
            return Line(
                at: event.at,
                sentence: "\(department) \(verb(event.department, "goes", "go")) on with it; the clock runs again."
            )
        case "overdue":
            let by = detail.due.map { " by \(time.moment($0))" } ?? ""
            let late = "\(department) \(verb(event.department, "is", "are")) late"
            return Line(at: event.at, sentence: "\(late): this should have been done\(by).")
        case "due_moved":
            // A leg's own date was never told to the resident; the latest of them is.
            guard event.item == nil, let from = detail.from, let to = detail.to else { return nil }
            // Told to the minute: a pause of seconds moves nothing that could be read.
            guard time.moment(from) != time.moment(to) else { return nil }
            let sentence = "The date it should be done by moved from \(time.moment(from)) to \(time.moment(to))."
            return Line(at: event.at, sentence: sentence, note: said(detail.reason))
        default:
            return nil
        }
    }
}
