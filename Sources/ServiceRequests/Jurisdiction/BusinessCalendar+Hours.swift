extension BusinessCalendar {
    /// When a day's work begins and ends, in minutes after local midnight.
    public struct Hours: Sendable, Hashable {
        /// Minutes after midnight, 0 to 1439.
        public let opens: Int
        /// Minutes after midnight, after `opens`, at most 1440.
        public let closes: Int

        /// Creates hours, nil unless they begin before they end on the same day.
        public init?(opens: Int, closes: Int) {
            guard opens >= 0, opens < closes, closes <= 1440 else { return nil }
            self.opens = opens
            self.closes = closes
        }

        /// Reads `09:00-17:00` (up to `24:00`); nil for anything else.
        public init?(_ text: String) {
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minutes)
            guard ends.count == 2, let opens = ends[0], let closes = ends[1] else { return nil }
            self.init(opens: opens, closes: closes)
        }

        private static func minutes(_ text: Substring) -> Int? {
            let digits = Array(text.utf8)
            guard digits.count == 5, digits[2] == 0x3A,
                let hour = Int(text.prefix(2)), let minute = Int(text.suffix(2)),
                digits[0] != 0x2B, digits[0] != 0x2D, digits[3] != 0x2B, digits[3] != 0x2D,
                (0...24).contains(hour), (0...59).contains(minute)
            else { return nil }
            return hour * 60 + minute
        }
    }
}
