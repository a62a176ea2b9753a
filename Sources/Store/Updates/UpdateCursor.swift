import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A place in the list of updates, oldest first: the last event that was looked at.
struct UpdateCursor: Sendable, Hashable {
    /// When it happened.
    let at: Date
    /// Its number, which tells apart what the instant does not.
    let event: Int64

    init(at: Date, event: Int64) {
        (self.at, self.event) = (at, event)
    }

    /// Reads what `text` wrote; nil for anything else.
    init?(_ text: String, in jurisdiction: JurisdictionRow) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let micros = Int64(parts[0]), (0...Self.latest).contains(micros),
            let event = jurisdiction.updates.event(for: String(parts[1]))
        else { return nil }
        self.init(at: Date(timeIntervalSince1970: Double(micros) / 1e6), event: event)
    }

    /// Microseconds, which is what the tables have, and the update's id, which tells no number.
    func text(in jurisdiction: JurisdictionRow) -> String? {
        guard let id = jurisdiction.updates.id(for: event) else { return nil }
        return "\(Int64((at.timeIntervalSince1970 * 1e6).rounded()))-\(id)"
    }

    // The year 9999.
    private static let latest: Int64 = 253_402_300_799_000_000
}
