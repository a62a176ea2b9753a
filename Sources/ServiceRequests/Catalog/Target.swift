/// By when a service promises to be done.
public enum Target: Sendable, Hashable {
    /// Hours by the clock.
    case hours(Int)
    /// Days by the clock, 24 hours each.
    case days(Int)
    /// Hours that the business calendar counts as open.
    case workingHours(Int)
    /// Days on which the business calendar is open: due when the last of them closes.
    case workingDays(Int)
}
