#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// GeoReport's dates: the W3C profile of ISO 8601, where a time zone is a must (https://www.w3.org/TR/NOTE-datetime).
public enum GeoReportDate {
    /// What a message shows as an example.
    public static let example = "2026-01-31T09:30:00Z"
    /// What `format` writes, as a regular expression.
    static let pattern = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"

    /// An instant as `2026-01-31T09:30:00Z`: whole seconds, rounded down, UTC, for years 0 to 9999.
    ///
    /// Fractions and offsets are allowed by the specification, but clients in use refuse them.
    public static func format(_ date: Date) -> String {
        // The first and the last second that four digits can say.
        let seconds = Int(min(max(date.timeIntervalSince1970.rounded(.down), -62_167_219_200), 253_402_300_799))
        let day = CivilDay(ordinal: seconds.quotient(rounddownBy: 86400))
        let second = seconds - day.ordinal * 86400
        return String(unsafeUninitializedCapacity: 20) { characters in
            var position = 0
            func put(_ number: Int, digits: Int, then mark: Unicode.Scalar) {
                var rest = number
                for index in (position..<position + digits).reversed() {
                    characters[index] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                characters[position + digits] = UInt8(ascii: mark)
                position += digits + 1
            }
            put(day.year, digits: 4, then: "-")
            put(day.month, digits: 2, then: "-")
            put(day.day, digits: 2, then: "T")
            put(second / 3600, digits: 2, then: ":")
            put(second / 60 % 60, digits: 2, then: ":")
            put(second % 60, digits: 2, then: "Z")
            return position
        }
    }

    /// Reads a date with its time and zone; nil for anything else.
    ///
    /// `Z` or an offset `±HH:MM` must be there; seconds and their fraction may be. A blank where the offset's sign
    /// should be counts as `+`, because that is what a form makes of a `+` its sender forgot to escape.
    public static func parse(_ text: String) -> Date? {
        var reader = DateReader(text)
        return reader.read().map { Date(timeIntervalSince1970: $0) }
    }
}
