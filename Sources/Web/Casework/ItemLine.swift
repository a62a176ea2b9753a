import ServiceRequests
import Store

/// A work item as a line of a list, `item-table.mustache`.
struct ItemLine: Sendable {
    /// Nil in the line of another department's private request.
    let address: String?
    /// Its number; nil in the line of another department's private request.
    let item: String?
    /// Its number where the viewer's department can do something with it; nil in every other line.
    let box: String?
    /// In groups, as the resident reads it.
    let reference: String?
    let service: String
    let place: String?
    let queue: String?
    /// The part of the city the queue is for.
    let area: String?
    let department: String
    let standing: String
    let due: DueView?
    let closed: LocalTime.Stamp?
    let came: LocalTime.Stamp
    /// Its place on the page, and the first place of those that share its pin; nil where there is no map, or no point.
    var number: String?
    var pin: String?

    /// As a department looks at it: its own items open at the desk, others' as a request.
    init(_ row: ItemRow, words: StaffWords, viewer: String) {
        let subject = row.subject
        address = subject.map { subject in
            row.belongs(to: viewer) ? "/desk/items/\(row.item)" : "/dispatch/requests/\(subject.serviceRequestID)"
        }
        item = subject.map { _ in String(row.item) }
        let isOpen = row.place != .closed && row.place != .cancelled
        box = isOpen && row.department == viewer ? String(row.item) : nil
        reference = subject.map { HistoryWords.shown($0.serviceRequestID) }
        service = subject.map { words.service($0.serviceCode) } ?? "A private request"
        place = subject.map(words.place)
        queue = subject?.queue
        area = subject.flatMap { words.area(ofQueue: $0.queue) }
        department = words.department(row.department)
        standing = subject == nil && row.place == .leased ? "With a worker" : words.standing(row)
        due = words.due(row)
        closed = row.closedAt.map(words.ago)
        came = words.ago(row.createdAt)
    }
}
