#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A date as a server wrote it, looked at leniently: what it probably means, and what is wrong with it.
struct ReadDate {
    /// The instant, where one can be made out of it; without a zone UTC is taken.
    let instant: Date?
    /// Whether it is a date of ISO 8601 with time and zone, as the specification wants it.
    let isWhole: Bool
    /// Whether it has whole seconds and ends in Z, as clients in use want it.
    let isPlain: Bool

    init(_ text: String) {
        let hasLetter = text.utf8.count > 10 && Array(text.utf8)[10] == UInt8(ascii: "T")
        if hasLetter, !text.contains(" "), !text.hasSuffix("z"), let date = GeoReportDate.parse(text) {
            instant = date
            isWhole = true
            isPlain = text.hasSuffix("Z") && text.utf8.count == "2026-01-31T09:30:00Z".utf8.count
            return
        }
        isWhole = false
        isPlain = false
        let joined = text.split(separator: " ", maxSplits: 1).joined(separator: "T")
        let tries = [text, "\(text)Z", joined, "\(joined)Z", "\(text)T00:00:00Z"]
        instant = tries.lazy.compactMap { GeoReportDate.parse($0) }.first
    }
}
