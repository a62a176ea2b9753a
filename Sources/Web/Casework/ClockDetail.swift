import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the events of the clock keep beside their kind: dates, and why.
struct ClockDetail: Decodable, Sendable {
    /// Of an item that is due soon or overdue: its date.
    var due: Date?
    /// Of a date that moved: what it was.
    var from: Date?
    /// What it is now.
    var to: Date?
    /// Why the clock stands still, or the date moved.
    var reason: String?

    /// Reads an event's; of one that is none of the clock's there is nothing.
    init(_ line: HistoryLine) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        self = (try? decoder.decode(ClockDetail.self, from: Data(line.detailJSON.utf8))) ?? ClockDetail()
    }

    private init() {}
}
