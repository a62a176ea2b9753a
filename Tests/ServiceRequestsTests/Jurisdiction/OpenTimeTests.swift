import Foundation
import ServiceRequests
import Testing

@Suite struct OpenTimeTests {
    private static let office = BusinessCalendarTests.office()

    private func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    @Test(arguments: [
        // Within a day, over its ends, and outside.
        ("2026-01-07T15:00:00Z", "2026-01-07T17:30:00Z", 2.5), ("2026-01-07T11:00:00Z", "2026-01-07T15:00:00Z", 1.0),
        ("2026-01-07T21:00:00Z", "2026-01-08T02:00:00Z", 1.0), ("2026-01-07T22:00:00Z", "2026-01-08T14:00:00Z", 0.0),
        ("2026-01-07T15:00:00Z", "2026-01-07T15:00:00Z", 0.0), ("2026-01-07T17:00:00Z", "2026-01-07T15:00:00Z", 0.0),
        // A week, a weekend, a holiday with the weekend behind it.
        ("2026-01-07T15:00:00Z", "2026-01-14T15:00:00Z", 40.0), ("2026-01-09T22:00:00Z", "2026-01-12T14:00:00Z", 0.0),
        ("2026-07-02T20:00:00Z", "2026-07-06T14:00:00Z", 2.0),
        // Weeks over both changes of the clocks, and over the year's end.
        ("2026-03-04T15:00:00Z", "2026-03-11T14:00:00Z", 40.0), ("2026-10-28T14:00:00Z", "2026-11-04T15:00:00Z", 40.0),
        ("2026-12-30T15:00:00Z", "2027-01-06T15:00:00Z", 40.0),
    ])
    func `open time is what the calendar is open`(start: String, end: String, hours: Double) throws {
        let (start, end) = (try instant(start), try instant(end))
        #expect(Self.office.openTime(from: start, to: end) == hours * 3600)
    }

    @Test(arguments: RandomCalendar.seeds)
    func `open time is the sum of the quarters of an hour it is open in, and leads back`(seed: Int) throws {
        var generator = RouteReachTests.SplitMix(seed: UInt64(seed))
        for _ in 0..<4 {
            let random = try RandomCalendar(using: &generator)
            let start = random.instant(using: &generator)
            let end = start + Double(Int.random(in: 0..<1000, using: &generator)) * RandomCalendar.quarter
            let open = random.calendar.openTime(from: start, to: end)
            #expect(open == random.counted(from: start, to: end), "\(random.calendar) from \(start) to \(end)")
            // It adds up over any instant between.
            let middle = start + (end.timeIntervalSince(start) * Double.random(in: 0...1, using: &generator))
            let parts =
                random.calendar.openTime(from: start, to: middle) + random.calendar.openTime(from: middle, to: end)
            #expect(abs(parts - open) < 1e-5)
            // So much open time later is the same instant, or the closing time before it.
            let later = random.calendar.instant(after: start, openTime: open)
            #expect(later <= end)
            #expect(random.calendar.openTime(from: start, to: later) == open)
            #expect(random.calendar.openTime(from: later, to: end) == 0)
            if open > 0 { #expect(random.isOpen(later - RandomCalendar.quarter)) }
        }
    }

    @Test func `time that is over as it closes is over at closing time, whatever a clock adds`() throws {
        let start = try instant("2026-01-07T15:00:00Z").addingTimeInterval(0.123_456)
        let closes = try instant("2026-01-09T22:00:00Z")
        let open = Self.office.openTime(from: start, to: closes)
        let later = try instant("2026-01-14T15:00:00Z").addingTimeInterval(0.123_456)
        #expect(Self.office.instant(after: later, openTime: open) == (try instant("2026-01-16T22:00:00Z")))
        #expect(Self.office.instant(after: start, openTime: open) == closes)
    }

    @Test func `without any open day there is no open time, and instants go by the clock`() throws {
        let calendar = BusinessCalendar(timeZone: "GMT", open: [:])
        let start = try instant("2026-01-07T15:00:00Z")
        #expect(calendar.openTime(from: start, to: start + 1e6) == 0)
        #expect(calendar.instant(after: start, openTime: 3600) == start + 3600)
        #expect(calendar.instant(after: start, openTime: 0) == start)
    }

    @Test func `an hour that the clocks show twice is open twice, one they skip is not`() throws {
        let round = try #require(BusinessCalendar.Hours("00:00-24:00"))
        let calendar = BusinessCalendar(timeZone: "America/New_York", open: [.sunday: round])
        let (spring, autumn) = (try instant("2026-03-07T12:00:00Z"), try instant("2026-10-31T12:00:00Z"))
        #expect(calendar.openTime(from: spring, to: spring + 3 * 86400) == 23 * 3600)
        #expect(calendar.openTime(from: autumn, to: autumn + 3 * 86400) == 25 * 3600)
    }

    @Test func `clocks that are set back over midnight, or skip a day, are counted once`() throws {
        let round = try #require(BusinessCalendar.Hours("00:00-24:00"))
        let always = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, round) })
        // One minute past midnight became a minute past eleven; and 30 December 2011 never was.
        for (zone, start) in [("America/St_Johns", "2006-10-27T12:00:00Z"), ("Pacific/Apia", "2011-12-28T12:00:00Z")] {
            let calendar = BusinessCalendar(timeZone: zone, open: always)
            let start = try instant(start)
            for hours in stride(from: 0.5, through: 96, by: 0.5) {
                let open = calendar.openTime(from: start, to: start + hours * 3600)
                #expect(abs(open - hours * 3600) < 1e-5, "\(zone) \(hours)")
            }
        }
    }
}
