public import Foundation

extension BusinessCalendar {
    /// A microsecond, as fine as instants are stored: less than that is the arithmetic's and not the calendar's.
    private static let grain: TimeInterval = 1e-6

    /// The seconds the calendar is open between two instants; none where the end is not after the start.
    ///
    /// A calendar without any open day has none.
    public func openTime(from start: Date, to end: Date) -> TimeInterval {
        guard start < end, !open.isEmpty else { return 0 }
        var total: TimeInterval = 0
        // What lies before is counted: hours of two days overlap where the clocks skip a whole day.
        var reached = start
        for ordinal in firstDay(from: start)...lastDay(to: end) {
            guard let stretch = stretch(on: Day(ordinal: ordinal), after: reached) else { continue }
            let closes = min(stretch.closes, end)
            guard closes > stretch.opens else { continue }
            total += closes.timeIntervalSince(stretch.opens)
            reached = closes
        }
        return total
    }

    /// The instant by which the calendar has been open for so many seconds since another; that one itself for none.
    ///
    /// Where the seconds are over just as it closes, it is the closing time, never the next opening. A calendar without
    /// any open day counts by the clock.
    public func instant(after start: Date, openTime: TimeInterval) -> Date {
        guard openTime > 0 else { return start }
        guard !open.isEmpty else { return start + openTime }
        var left = openTime
        var reached = start
        var ordinal = firstDay(from: start)
        while true {
            if let stretch = stretch(on: Day(ordinal: ordinal), after: reached) {
                let room = stretch.closes.timeIntervalSince(stretch.opens)
                if left <= room + Self.grain { return min(stretch.opens + left, stretch.closes) }
                left -= room
                reached = stretch.closes
            }
            ordinal += 1
        }
    }

    /// What is left of a day's open hours after an instant; nil where nothing is.
    private func stretch(on day: Day, after instant: Date) -> (opens: Date, closes: Date)? {
        guard let hours = hours(on: day) else { return nil }
        let opens = max(self.instant(on: day, minutes: hours.opens), instant)
        let closes = self.instant(on: day, minutes: hours.closes)
        return opens < closes ? (opens, closes) : nil
    }

    // Clocks that are set back at midnight show the end of a day a second time, so the days around count as well.
    private func firstDay(from instant: Date) -> Int { localDay(of: instant).ordinal - 1 }
    private func lastDay(to instant: Date) -> Int { localDay(of: instant).ordinal + 1 }
}
