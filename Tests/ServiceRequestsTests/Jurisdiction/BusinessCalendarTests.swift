import Foundation
import ServiceRequests
import Testing

@Suite struct BusinessCalendarTests {
    static let calendar = office()

    static func office() -> BusinessCalendar {
        let nine = BusinessCalendar.Hours("09:00-17:00")
        let open = Weekday.allCases.prefix(5).map { ($0, nine) }
        return BusinessCalendar(
            timeZone: "America/New_York",
            open: Dictionary(uniqueKeysWithValues: open).compactMapValues { $0 },
            holidays: Set(["2026-07-03", "2026-11-26"].compactMap { BusinessCalendar.Day($0) })
        )
    }

    private func instant(_ text: String) throws -> Date {
        try Date(text, strategy: .iso8601)
    }

    @Test(arguments: [
        // A Wednesday in New York's winter: 17:00 there is 22:00 in Greenwich.
        ("2026-01-07T15:00:00Z", Target.hours(8), "2026-01-07T23:00:00Z"),
        ("2026-01-07T15:00:00Z", .days(2), "2026-01-09T15:00:00Z"),
        ("2026-01-07T15:00:00Z", .workingHours(2), "2026-01-07T17:00:00Z"),
        // Exactly as many hours as are left: due at closing time.
        ("2026-01-07T15:00:00Z", .workingHours(7), "2026-01-07T22:00:00Z"),
        ("2026-01-07T15:00:00Z", .workingHours(8), "2026-01-08T15:00:00Z"),
        // Before opening, at closing and after closing.
        ("2026-01-07T11:00:00Z", .workingHours(1), "2026-01-07T15:00:00Z"),
        ("2026-01-07T22:00:00Z", .workingHours(1), "2026-01-08T15:00:00Z"),
        ("2026-01-08T02:00:00Z", .workingHours(1), "2026-01-08T15:00:00Z"),
        // Friday evening to Monday.
        ("2026-01-09T23:00:00Z", .workingHours(1), "2026-01-12T15:00:00Z"),
        ("2026-01-09T21:30:00Z", .workingHours(1), "2026-01-12T14:30:00Z"),
        // Working days count the days after the start's: from Wednesday, from Friday, from Saturday and Sunday.
        ("2026-01-07T15:00:00Z", .workingDays(1), "2026-01-08T22:00:00Z"),
        ("2026-01-09T15:00:00Z", .workingDays(1), "2026-01-12T22:00:00Z"),
        ("2026-01-10T15:00:00Z", .workingDays(1), "2026-01-12T22:00:00Z"),
        ("2026-01-11T15:00:00Z", .workingDays(5), "2026-01-16T22:00:00Z"),
        // 02:00 in Greenwich on Thursday is still Wednesday in New York.
        ("2026-01-08T02:00:00Z", .workingDays(1), "2026-01-08T22:00:00Z"),
        // Over a holiday on Friday and the weekend behind it, in summer time.
        ("2026-07-02T20:30:00Z", .workingHours(1), "2026-07-06T13:30:00Z"),
        ("2026-07-02T15:00:00Z", .workingDays(1), "2026-07-06T21:00:00Z"),
        // Over both changes of the clocks: Friday before to Monday after.
        ("2026-03-06T21:30:00Z", .workingHours(1), "2026-03-09T13:30:00Z"),
        ("2026-10-30T20:30:00Z", .workingHours(1), "2026-11-02T14:30:00Z"),
        ("2026-03-06T15:00:00Z", .workingDays(1), "2026-03-09T21:00:00Z"),
        // Thanksgiving.
        ("2026-11-25T15:00:00Z", .workingDays(1), "2026-11-27T22:00:00Z"),
    ])
    func `a target is due when the calendar says`(start: String, target: Target, due: String) throws {
        #expect(Self.calendar.due(after: try instant(start), target: target) == (try instant(due)))
    }

    @Test func `hours through the spring change lose the hour the clocks skip`() throws {
        let round = try #require(BusinessCalendar.Hours("00:00-24:00"))
        let calendar = BusinessCalendar(timeZone: "America/New_York", open: [.sunday: round])
        // 8 March 2026 has 23 hours; the 24th open hour is on the Sunday after.
        let start = try instant("2026-03-07T12:00:00Z")
        #expect(calendar.due(after: start, target: .workingHours(23)) == (try instant("2026-03-09T04:00:00Z")))
        #expect(calendar.due(after: start, target: .workingHours(24)) == (try instant("2026-03-15T05:00:00Z")))
        // 1 November 2026 has 25.
        let autumn = try instant("2026-10-31T12:00:00Z")
        #expect(calendar.due(after: autumn, target: .workingHours(25)) == (try instant("2026-11-02T05:00:00Z")))
    }

    @Test func `opening at a time the clocks skip means an hour later`() throws {
        let night = try #require(BusinessCalendar.Hours("02:30-05:00"))
        let calendar = BusinessCalendar(timeZone: "America/New_York", open: [.sunday: night])
        let due = calendar.due(after: try instant("2026-03-08T00:00:00Z"), target: .workingHours(1))
        #expect(due == (try instant("2026-03-08T08:30:00Z")))
    }

    @Test func `a calendar that is never open counts by the clock`() throws {
        let calendar = BusinessCalendar(timeZone: "GMT", open: [:])
        let start = try instant("2026-01-07T15:00:00Z")
        #expect(calendar.due(after: start, target: .workingHours(2)) == start + 7200)
        #expect(calendar.due(after: start, target: .workingDays(2)) == start + 172_800)
    }

    @Test(arguments: [
        "9:00-17:00", "09:00", "09:00-09:00", "17:00-09:00", "09:00-24:01", "+9:00-17:00", "09:60-17:00", "",
    ])
    func `hours that are none are refused`(text: String) {
        #expect(BusinessCalendar.Hours(text) == nil)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-32", "+026-01-01", ""])
    func `dates that are none are refused`(text: String) {
        #expect(BusinessCalendar.Day(text) == nil)
    }

    @Test(arguments: [
        ("1970-01-01", Weekday.thursday), ("2026-02-28", .saturday), ("2024-02-29", .thursday),
        ("1900-03-01", .thursday),
        ("2000-02-29", .tuesday), ("9999-12-31", .friday), ("0001-01-01", .monday),
    ])
    func `a date knows its day of the week and prints as it reads`(text: String, weekday: Weekday) throws {
        let day = try #require(BusinessCalendar.Day(text))
        #expect(day.weekday == weekday)
        #expect(day.description == text)
    }
}
