#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A date by which work should be done, told by word, shape and colour, as `due.mustache` shows it.
struct DueView: Sendable, Hashable {
    /// From here on it is soon.
    private static let soon: TimeInterval = 24 * 3600

    /// The class of the tag: `bad`, `warn`, or none.
    let tone: String
    /// A shape that tells the same as the colour.
    let shape: String
    let stamp: LocalTime.Stamp
    /// The date itself.
    let date: String

    /// A date that is not what counts at the moment: its clock stands still, so it is not late, and it will move.
    init(paused due: Date, now: Date, time: LocalTime) {
        tone = "calm"
        shape = "‖"
        stamp = time.stamp(due, "clock paused")
        date = time.moment(due, now: now)
    }

    init(_ due: Date, now: Date, time: LocalTime) {
        let seconds = due.timeIntervalSince(now)
        let until = time.until(due, now: now)
        date = time.moment(due, now: now)
        if seconds < 0 {
            tone = "bad"
            shape = "▲"
            stamp = time.stamp(due, until)
        } else {
            tone = seconds < Self.soon ? "warn" : "calm"
            shape = seconds < Self.soon ? "◆" : "○"
            stamp = time.stamp(due, seconds < 60 ? until : "due \(until)")
        }
    }
}
