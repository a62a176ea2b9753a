/// What would become of a scheduled change if nothing else were published until its time.
public struct Rehearsal: Sendable, Hashable {
    /// The change.
    public let scheduled: ScheduledPublication
    /// Why it would be refused; nil where it can be used.
    public let refusal: String?
}
