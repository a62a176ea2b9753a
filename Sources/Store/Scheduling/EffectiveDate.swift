#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A moment from which something is to be in force, as people write it: in the city's own time unless it says another.
public struct EffectiveDate: Sendable, Hashable, CustomStringConvertible {
    /// The forms that are read, for a message.
    public static let forms = "a day (2027-01-01), or a time (2027-01-01T06:00, 2027-01-01T06:00-05:00)"

    /// As it was written.
    public let description: String
    private let components: DateComponents
    /// Seconds east of Greenwich; nil for the city's own time.
    private let offset: Int?

    /// Reads `2027-01-01`, which is its first moment, `2027-01-01T06:00`, or that with `Z` or `-05:00` behind it; nil for
    /// anything else, and for days and times that no calendar has.
    public init?(_ text: String) {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let day = Self.numbers(parts[0], [4, 2, 2], "-") else { return nil }
        var time = [0, 0]
        var offset: Int?
        if parts.count == 2 {
            var clock = parts[1]
            if clock.hasSuffix("Z") {
                offset = 0
                clock = clock.dropLast()
            } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
                guard let span = Self.numbers(clock[clock.index(after: sign)...], [2, 2], ":"),
                    span[0] <= 18, span[1] < 60
                else { return nil }
                offset = (span[0] * 3600 + span[1] * 60) * (clock[sign] == "-" ? -1 : 1)
                clock = clock[..<sign]
            }
            guard let found = Self.numbers(clock, [2, 2], ":"), found[0] < 24, found[1] < 60 else { return nil }
            time = found
        }
        components = DateComponents(year: day[0], month: day[1], day: day[2], hour: time[0], minute: time[1])
        self.offset = offset
        description = text
        guard let date = Self.calendar(.gmt).date(from: components),
            Self.calendar(.gmt).dateComponents([.year, .month, .day], from: date)
                == DateComponents(year: day[0], month: day[1], day: day[2])
        else { return nil }
    }

    /// The moment; where clocks are put forward over it, as much later as they are put forward.
    public func date(in zone: TimeZone) -> Date? {
        let zone = offset.flatMap { TimeZone(secondsFromGMT: $0) } ?? zone
        return Self.calendar(zone).date(from: components)
    }

    private static func calendar(_ zone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }

    /// Numbers of so many digits each with a sign between them.
    private static func numbers(_ text: Substring, _ digits: [Int], _ separator: Character) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == digits,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == separator.asciiValue })
        else { return nil }
        let numbers = parts.compactMap { Int($0) }
        return numbers.count == digits.count ? numbers : nil
    }
}
