import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the events of moves and ends keep beside their kind; `ClockDetail` has what those of the clock do.
struct EventDetail: Decodable, Sendable {
    /// Of an end: its code.
    var outcome: String?
    /// What belongs to the code: the original of a duplicate, or who it was handed on to.
    var detail: String?
    /// Why somebody did it, in their own words.
    var reason: String?
    /// Of a request that left quarantine: a word of ours for why, a `ReleaseCause`.
    var cause: String?
    /// What they said.
    var note: String?
    /// Whether the public may read what they said.
    var isPublic: Bool?
    /// What it was tied to as a duplicate.
    var duplicate: String?
    /// How many photos of its work a department added.
    var photos: Int?
    /// Whether a reroute was asked for with another service, place or answer.
    var corrected: Bool?

    private enum CodingKeys: String, CodingKey {
        case outcome, detail, reason, cause, note, duplicate, photos, corrected
        case isPublic = "public"
    }

    /// Reads an event's; of one that keeps something else there is nothing.
    init(_ line: HistoryLine) {
        self = (try? JSONDecoder().decode(EventDetail.self, from: Data(line.detailJSON.utf8))) ?? EventDetail()
    }

    private init() {}

    /// How it ended.
    var ending: Outcome? { outcome.flatMap { Outcome(code: $0, detail: detail) } }
}
