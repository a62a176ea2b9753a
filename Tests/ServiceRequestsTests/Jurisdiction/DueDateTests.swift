import Foundation
import ServiceRequests
import Testing

@Suite struct DueDateTests {
    private static let office = BusinessCalendarTests.office()

    private func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    @Test(arguments: [
        // By the clock on the wall: three quarters of it.
        ("2026-01-07T15:00:00Z", Target.hours(8), "2026-01-07T21:00:00Z"),
        ("2026-01-07T15:00:00Z", .days(4), "2026-01-10T15:00:00Z"),
        // Of eight open hours, six: from ten in New York, four; of forty, thirty.
        ("2026-01-07T15:00:00Z", .workingHours(8), "2026-01-07T21:00:00Z"),
        ("2026-01-07T20:00:00Z", .workingHours(8), "2026-01-08T18:00:00Z"),
        ("2026-01-07T14:00:00Z", .workingHours(40), "2026-01-12T20:00:00Z"),
        // A working day from Wednesday noon: five hours and eight, of which nine and three quarters are gone.
        ("2026-01-07T17:00:00Z", .workingDays(1), "2026-01-08T18:45:00Z"),
        // From Saturday: Monday's eight.
        ("2026-01-10T15:00:00Z", .workingDays(1), "2026-01-12T20:00:00Z"),
        // Over a change of the clocks.
        ("2026-03-06T14:00:00Z", .workingHours(16), "2026-03-09T17:00:00Z"),
    ])
    func `the warning comes when three quarters of the target's time are gone`(
        start: String,
        target: Target,
        warning: String
    ) throws {
        let start = try instant(start)
        let due = Self.office.dueDate(after: start, target: target)
        #expect(due.at == Self.office.due(after: start, target: target))
        #expect(due.warning == (try instant(warning)))
    }

    /// Requested on Wednesday 7 January at ten in New York, paused and resumed.
    @Test(arguments: [
        // Eight hours by the clock, due at 23:00: an hour's pause moves it by an hour, and the warning too.
        (
            Target.hours(8), "2026-01-07T16:00:00Z", "2026-01-07T17:00:00Z", "2026-01-08T00:00:00Z",
            "2026-01-07T22:00:00Z"
        ),
        // Eight working hours, due on Thursday at ten: paused overnight by nothing, and the time to warn is over.
        (
            .workingHours(8), "2026-01-07T22:30:00Z", "2026-01-08T13:30:00Z", "2026-01-08T15:00:00Z",
            "2026-01-08T13:30:00Z"
        ),
        // Paused from Wednesday's four in the afternoon to Thursday's ten: two open hours.
        (
            .workingHours(8), "2026-01-07T21:00:00Z", "2026-01-08T15:00:00Z", "2026-01-08T17:00:00Z",
            "2026-01-08T15:00:00Z"
        ),
        // Over the weekend: Friday's last hour and Monday's first.
        (
            .workingHours(24), "2026-01-09T21:00:00Z", "2026-01-12T15:00:00Z", "2026-01-12T17:00:00Z",
            "2026-01-12T15:00:00Z"
        ),
        // One working day, due on Thursday at closing time; an hour of Wednesday runs on over it, on Friday morning.
        (
            .workingDays(1), "2026-01-07T16:00:00Z", "2026-01-07T17:00:00Z", "2026-01-09T15:00:00Z",
            "2026-01-08T19:15:00Z"
        ),
        // Paused when it was late already: nothing is left that could run on, and the warning is over.
        (
            .hours(2), "2026-01-07T18:00:00Z", "2026-01-08T18:00:00Z", "2026-01-07T17:00:00Z", "2026-01-07T17:00:00Z"
        ),
    ])
    func `a due date moves over a pause by the time that the target would have counted`(
        target: Target,
        pausedAt: String,
        resumedAt: String,
        due: String,
        warning: String
    ) throws {
        let start = try instant("2026-01-07T15:00:00Z")
        let moved = Self.office.dueDate(
            Self.office.due(after: start, target: target),
            of: start,
            target: target,
            pausedAt: try instant(pausedAt),
            resumedAt: try instant(resumedAt)
        )
        #expect(moved.at == (try instant(due)))
        #expect(moved.warning == (try instant(warning)))
    }

    @Test func `a service that is gone, and a calendar without any open day, count by the clock`() throws {
        let start = try instant("2026-01-09T20:00:00Z")
        let (pausedAt, resumedAt) = (start + 7200, start + 3 * 86400)
        let due = start + 10 * 86400
        let gone = Self.office.dueDate(due, of: start, target: nil, pausedAt: pausedAt, resumedAt: resumedAt)
        #expect(gone.at == due + (3 * 86400 - 7200))
        #expect(gone.warning == gone.at - 2.5 * 86400)
        let never = BusinessCalendar(timeZone: "GMT", open: [:])
        let target = Target.workingDays(10)
        #expect(
            never.dueDate(due, of: start, target: target, pausedAt: pausedAt, resumedAt: resumedAt) == gone
        )
        #expect(never.dueDate(after: start, target: target) == DueDate(at: due, warning: start + 7.5 * 86400))
    }

    @Test(arguments: RandomCalendar.seeds)
    func `however a date was paused, the time to it is the target's, and it never comes sooner`(seed: Int) throws {
        var generator = RouteReachTests.SplitMix(seed: UInt64(seed) &* 77)
        for _ in 0..<10 {
            let calendar = try RandomCalendar(using: &generator)
            let start = calendar.instant(using: &generator)
            let count = Int.random(in: 1...20, using: &generator)
            let targets: [Target] = [.hours(count), .days(count), .workingHours(count), .workingDays(count)]
            let target = try #require(targets.randomElement(using: &generator))
            let isWorking = [Target.workingHours(count), .workingDays(count)].contains(target)
            func time(_ start: Date, _ end: Date) -> TimeInterval {
                isWorking ? calendar.calendar.openTime(from: start, to: end) : max(0, end.timeIntervalSince(start))
            }
            let first = calendar.calendar.dueDate(after: start, target: target)
            #expect(start <= first.warning && first.warning <= first.at)
            let whole = time(start, first.at)
            #expect(abs(time(start, first.warning) - whole * 0.75) < 1e-4)
            var (due, now, used) = (first.at, start, 0.0)
            for _ in 0..<3 {
                let pausedAt = now + Double.random(in: 0...200_000, using: &generator)
                used += time(now, pausedAt)
                let resumedAt = pausedAt + Double.random(in: 0...400_000, using: &generator)
                let moved = calendar.calendar.dueDate(
                    due,
                    of: start,
                    target: target,
                    pausedAt: pausedAt,
                    resumedAt: resumedAt
                )
                #expect(moved.at >= due)
                #expect(moved.warning <= moved.at)
                if time(pausedAt, resumedAt) == 0 { #expect(moved.at == due) }
                if time(pausedAt, due) > 0 {
                    // What was used before and what is left now are the whole, and the pause itself is nothing.
                    #expect(abs(used + time(resumedAt, moved.at) - whole) < 1e-3, "\(calendar.calendar) \(target)")
                    let left = time(moved.warning, moved.at)
                    #expect(left < whole / 4 + 1e-3)
                    if moved.warning > resumedAt { #expect(abs(left - whole / 4) < 1e-3) }
                } else {
                    #expect(moved.at == due)
                }
                (due, now) = (moved.at, resumedAt)
            }
        }
    }
}
