import Foundation
import ServiceRequests

/// Calendars and instants made up by a generator, all on the quarter of an hour, and what they are open by counting.
struct RandomCalendar {
    static let zones = ["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"]
    static let quarter: TimeInterval = 900
    static let seeds = Array(1...40)

    let calendar: BusinessCalendar
    private let clock: Calendar

    /// At least one open day a week, hours from six in the morning (clocks change before) to midnight or round the
    /// clock, and a holiday now and then.
    init(using generator: inout some RandomNumberGenerator) throws {
        let zone = Self.zones.randomElement(using: &generator) ?? "UTC"
        var open: [Weekday: BusinessCalendar.Hours] = [:]
        for day in Weekday.allCases where Bool.random(using: &generator) || day == .wednesday {
            let opens = Int.random(in: 24...80, using: &generator)
            let closes = Int.random(in: opens + 1...96, using: &generator)
            let isRound = Int.random(in: 0..<5, using: &generator) == 0
            open[day] = BusinessCalendar.Hours(opens: isRound ? 0 : opens * 15, closes: isRound ? 1440 : closes * 15)
        }
        let days = (1...28).flatMap { day in
            [(2026, 3), (2026, 10), (2026, 11), (2026, 12), (2027, 1)].map { ($0.0, $0.1, day) }
        }
        let holidays = days.filter { _ in Int.random(in: 0..<8, using: &generator) == 0 }
        calendar = BusinessCalendar(
            timeZone: zone,
            open: open,
            holidays: Set(holidays.compactMap { BusinessCalendar.Day(year: $0.0, month: $0.1, day: $0.2) })
        )
        var clock = Calendar(identifier: .gregorian)
        clock.timeZone = try Self.found(TimeZone(identifier: zone))
        self.clock = clock
    }

    /// An instant around a change of the clocks or of the year.
    func instant(using generator: inout some RandomNumberGenerator) -> Date {
        let starts: [Double] = [
            1_772_700_000, 1_774_700_000, 1_775_200_000, 1_792_900_000, 1_793_500_000, 1_798_500_000,
        ]
        let start = starts.randomElement(using: &generator) ?? 0
        let offset = Double(Int.random(in: 0..<960, using: &generator)) * Self.quarter
        return Date(timeIntervalSince1970: start - start.truncatingRemainder(dividingBy: Self.quarter) + offset)
    }

    /// Whether the calendar is open in the quarter of an hour that begins at an instant, by Foundation's calendar.
    func isOpen(_ instant: Date) -> Bool {
        let parts = clock.dateComponents([.year, .month, .day, .hour, .minute], from: instant)
        guard let year = parts.year, let month = parts.month, let day = parts.day, let hour = parts.hour,
            let minute = parts.minute, let date = BusinessCalendar.Day(year: year, month: month, day: day),
            let hours = calendar.hours(on: date)
        else { return false }
        return (hours.opens..<hours.closes).contains(hour * 60 + minute)
    }

    /// The open time between two instants, a quarter of an hour after the other.
    func counted(from start: Date, to end: Date) -> TimeInterval {
        stride(from: start, to: end, by: Self.quarter).reduce(0) { $0 + (isOpen($1) ? Self.quarter : 0) }
    }

    private static func found<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw CocoaError(.featureUnsupported) }
        return value
    }
}
