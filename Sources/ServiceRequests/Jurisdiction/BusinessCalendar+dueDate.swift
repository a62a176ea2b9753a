public import Foundation

extension BusinessCalendar {
    /// When something that starts at an instant should be done, and when to warn: three quarters of the time gone.
    public func dueDate(after start: Date, target: Target) -> DueDate {
        dueDate(due(after: start, target: target), of: start, target: target, asOf: start)
    }

    /// A due date that was set otherwise, with its warning.
    ///
    /// - Parameters:
    ///   - due: when it should be done.
    ///   - start: when the service request came in; from there the target's whole time counts.
    ///   - target: the service's; nil where the service is gone, and everything is counted by the clock on the wall.
    ///   - now: the warning is not before it, however little time is left.
    /// - Returns: the date as it was given, with the warning.
    public func dueDate(_ due: Date, of start: Date, target: Target?, asOf now: Date) -> DueDate {
        warned(due, promised: target.map { self.due(after: start, target: $0) } ?? due, of: start, target, asOf: now)
    }

    /// How a due date moves over a pause: the time that was left when it began runs on from the resumption.
    ///
    /// Both are counted as the target counts: a pause while the calendar is closed moves a working target by nothing.
    /// Nor does a pause move a date that was past when it began.
    ///
    /// - Parameters:
    ///   - due: when it should have been done.
    ///   - start: when the service request came in.
    ///   - target: the service's; nil where the service is gone, and everything is counted by the clock on the wall.
    ///   - pausedAt: when the clock was stopped.
    ///   - resumedAt: when it runs again.
    /// - Returns: the date as it is now, never earlier than `due`, with its warning.
    public func dueDate(
        _ due: Date,
        of start: Date,
        target: Target?,
        pausedAt: Date,
        resumedAt: Date
    ) -> DueDate {
        let left = time(from: pausedAt, to: due, target: target)
        let isMoved = left > 0 && time(from: pausedAt, to: resumedAt, target: target) > 0
        let moved = isMoved ? max(due, instant(after: resumedAt, time: left, target: target)) : due
        let promised = target.map { self.due(after: start, target: $0) } ?? due
        return warned(moved, promised: promised, of: start, target, asOf: resumedAt)
    }

    /// The date with its warning: when a quarter of the time to what was promised at first is left.
    private func warned(
        _ due: Date,
        promised: Date,
        of start: Date,
        _ target: Target?,
        asOf now: Date
    ) -> DueDate {
        let quarter = time(from: start, to: promised, target: target) / 4
        let left = time(from: now, to: due, target: target)
        let warning = left > quarter ? instant(after: now, time: left - quarter, target: target) : now
        return DueDate(at: due, warning: min(warning, due))
    }

    /// The time between two instants as a target counts it: open time, or all of it.
    func time(from start: Date, to end: Date, target: Target?) -> TimeInterval {
        isCounted(by: target) ? openTime(from: start, to: end) : max(0, end.timeIntervalSince(start))
    }

    private func instant(after start: Date, time: TimeInterval, target: Target?) -> Date {
        isCounted(by: target) ? instant(after: start, openTime: time) : start + time
    }

    /// Whether a target's time runs only while the calendar is open.
    private func isCounted(by target: Target?) -> Bool {
        switch target {
        case .hours, .days, nil: false
        case .workingHours, .workingDays: !open.isEmpty
        }
    }
}
