#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// By when something should be done, and when to warn that it is not.
public struct DueDate: Sendable, Hashable {
    /// When it should be done.
    public let at: Date
    /// When a quarter of the target's time is left, by the clock the target is counted by; never after `at`.
    public let warning: Date

    /// Creates a due date; `BusinessCalendar` is who reckons them.
    public init(at: Date, warning: Date) {
        self.at = at
        self.warning = warning
    }
}
