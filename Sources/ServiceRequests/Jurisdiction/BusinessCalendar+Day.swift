extension BusinessCalendar {
    /// A date of the Gregorian calendar without a time or a zone.
    public struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
        /// Days since 1 January 1970.
        let ordinal: Int

        /// Creates the day that many days after 1 January 1970.
        init(ordinal: Int) {
            self.ordinal = ordinal
        }

        /// Creates a day, nil when the calendar has no such date (30 February) or the year is not 1 to 9999.
        public init?(year: Int, month: Int, day: Int) {
            guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            guard day <= lengths[month - 1] else { return nil }
            let before = year - 1
            let days = before * 365 + before / 4 - before / 100 + before / 400
            // 719,162 days lie between 1 January of the year 1 and 1 January 1970.
            ordinal = days + lengths[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
        }

        /// Reads `2026-01-31`; nil for anything else.
        public init?(_ text: String) {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.map(\.utf8.count) == [4, 2, 2],
                text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
                let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
            else { return nil }
            self.init(year: year, month: month, day: day)
        }

        /// The day of the week.
        public var weekday: Weekday {
            // 1 January 1970 was a Thursday.
            let index = (ordinal + 3) % 7
            return Weekday.allCases[index < 0 ? index + 7 : index]
        }

        /// `2026-01-31`.
        public var description: String {
            var year = max(1, 1969 + Int((Double(ordinal) / 365.2425).rounded(.down)))
            while let next = Self(year: year + 1, month: 1, day: 1), next.ordinal <= ordinal { year += 1 }
            var month = 1
            while let next = Self(year: year, month: month + 1, day: 1), next.ordinal <= ordinal { month += 1 }
            let first = Self(year: year, month: month, day: 1)?.ordinal ?? ordinal
            let parts = [(year, 4), (month, 2), (ordinal - first + 1, 2)].map { number, width in
                String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
            }
            return parts.joined(separator: "-")
        }

        /// Whether one day is earlier than another.
        public static func < (one: Self, other: Self) -> Bool { one.ordinal < other.ordinal }
    }
}
