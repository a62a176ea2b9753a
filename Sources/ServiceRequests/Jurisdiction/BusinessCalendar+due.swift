public import Foundation

extension BusinessCalendar {
    /// When something that starts at an instant should be done.
    ///
    /// Hours and days run by the clock. Working hours run while the calendar is open. Working days count the open days
    /// after the local day of the start, and are due when the last of them closes: one working day from Monday noon is
    /// Tuesday's closing time, and from Saturday it is Monday's.
    public func due(after start: Date, target: Target) -> Date {
        switch target {
        case .hours(let count): start + Double(count) * 3600
        case .days(let count): start + Double(count) * 86400
        case .workingHours(let count): instant(after: start, openTime: Double(count) * 3600)
        case .workingDays(let count): open.isEmpty ? start + Double(count) * 86400 : due(after: start, days: count)
        }
    }

    private func due(after start: Date, days: Int) -> Date {
        var left = days
        var day = localDay(of: start)
        while left > 0 {
            day = Day(ordinal: day.ordinal + 1)
            guard let hours = self.hours(on: day) else { continue }
            left -= 1
            if left == 0 { return instant(on: day, minutes: hours.closes) }
        }
        return start
    }

    /// The day it is in the zone.
    public func localDay(of instant: Date) -> Day {
        let local = instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))
        return Day(ordinal: Int((local / 86400).rounded(.down)))
    }

    /// The instant a wall clock shows a time.
    ///
    /// A time it shows twice is the first; a time it skips is as far after the change as it would have been.
    func instant(on day: Day, minutes: Int) -> Date {
        let local = Double(day.ordinal) * 86400 + Double(minutes) * 60
        let before = offset(at: local - 86400)
        let after = offset(at: local + 86400)
        guard before != after else { return Date(timeIntervalSince1970: local - before) }
        let candidate = before == offset(at: local - before) ? before : after
        let isSkipped = offset(at: local - candidate) != candidate
        return Date(timeIntervalSince1970: local - (isSkipped ? before : candidate))
    }

    private func offset(at seconds: Double) -> Double {
        Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
    }
}
