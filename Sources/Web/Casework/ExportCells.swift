import Boundaries
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a file says of an item: what the list shows, in the words of machines.
struct ExportCells: Sendable {
    let reference: String?
    let item: String?
    let service: String?
    let department: String
    let queue: String?
    let state: String
    let due: String?
    let came: String
    let closed: String?
    let outcome: String?
    let ownReference: String?
    let place: String?
    let latitude: String?
    let longitude: String?
    let point: [Double]?

    /// Of a private request that the viewer may not read only whose turn it is, where it stands and its dates.
    init(_ row: ItemRow, _ words: StaffWords) {
        let subject = row.subject
        reference = subject?.serviceRequestID
        item = subject.map { _ in String(row.item) }
        service = subject.map { $0.serviceCode }
        department = row.department
        queue = subject?.queue
        state = row.place.rawValue
        due = row.dueAt.map(Self.text)
        came = Self.text(row.createdAt)
        closed = row.closedAt.map(Self.text)
        outcome = row.outcome
        ownReference = row.reference
        place = subject.map(words.place)
        latitude = subject?.coordinate.map { String($0.latitude) }
        longitude = subject?.coordinate.map { String($0.longitude) }
        point = subject?.coordinate.map { [$0.longitude, $0.latitude] }
    }

    /// An instant: `2026-11-23T01:25:27Z`.
    static func text(_ instant: Date) -> String { instant.formatted(.iso8601) }
}
