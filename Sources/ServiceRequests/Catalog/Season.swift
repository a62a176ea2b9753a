/// A part of every year, from a day to a day, both within it; it may go over the end of the year.
public struct Season: Sendable, Hashable {
    /// The first day, `11-15`.
    public let from: String
    /// The last day, `03-15`.
    public let to: String

    /// Creates a season; nil where one of the two is no day of a leap year.
    public init?(from: String, to: String) {
        guard Self.isDay(from), Self.isDay(to) else { return nil }
        self.from = from
        self.to = to
    }

    /// Whether a day lies in it.
    public func contains(_ day: BusinessCalendar.Day) -> Bool {
        // 2026-01-31 without the year: month and day in this order compare as text.
        let text = day.description.suffix(5)
        return from <= to ? from <= text && text <= to : from <= text || text <= to
    }

    /// Whether a text is a month and a day that some year has.
    static func isDay(_ text: String) -> Bool { BusinessCalendar.Day("2024-\(text)") != nil }
}
