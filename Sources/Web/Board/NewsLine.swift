import Store

/// One of the last events in words, as a department may read it.
struct NewsLine: Sendable {
    let time: LocalTime.Stamp
    let title: String
    /// What was asked for; of a private request that the department has no leg of, nothing but that.
    let service: String
    /// The reference in groups, and where it leads.
    let reference: String?
    let address: String?

    init(_ event: LiveEvent, words: StaffWords, viewer: String) {
        let isOpen = event.isOpen(to: viewer, privateServices: Set(words.catalog.privateServices))
        var line = event.line
        if !isOpen {
            // What goes with it may name the request, or another.
            line = HistoryLine(
                at: line.at,
                kind: line.kind,
                actor: line.actor,
                department: line.department,
                counterpart: line.counterpart,
                item: line.item,
                detailJSON: "{}"
            )
        }
        time = words.ago(event.at)
        title = EventView(line, words: words).title
        service = isOpen ? words.service(event.serviceCode) : "A private request"
        reference = isOpen ? HistoryWords.shown(event.serviceRequestID) : nil
        address = isOpen ? "/dispatch/requests/\(event.serviceRequestID)" : nil
    }
}
