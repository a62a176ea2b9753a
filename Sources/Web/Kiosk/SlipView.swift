import ServiceRequests
import Store

/// What `slip.mustache` shows: what to take along from a kiosk.
struct SlipView: Sendable {
    let reference: String
    let service: String
    /// Where it goes and why.
    let sentence: String
    /// By when it should be done; nil where no date was promised.
    let expected: LocalTime.Stamp?
    /// The private link as it is typed, with the host the browser asked for.
    let address: String
    /// Where the same link is as a QR code; nil where none can be made.
    let code: String?

    init(
        _ record: ServiceRequest.Record,
        _ history: [HistoryLine],
        key: RequestKey,
        host: String?,
        hasCode: Bool,
        _ visit: PageVisit
    ) {
        let catalog = visit.city.catalog
        reference = HistoryWords.shown(record.id)
        service = catalog.service(named: record.serviceCode)?.name.text(in: visit.language) ?? record.serviceCode
        sentence = visit.reason(for: record, history)
        let time = LocalTime(zone: catalog.jurisdiction.timeZone, words: visit.words)
        expected = record.expectedAt.map { time.stamp($0) }
        let link = "?key=\(key.text)"
        address = "\(host ?? "")/r/\(record.id)\(link)"
        code = hasCode ? "/r/\(record.id)/qr.svg\(link)" : nil
    }
}
