/// What one transaction did to an item, as the kinds of its events tell.
enum ChaosMove: String, Sendable, CaseIterable {
    case accepted, completed, released, declined
    /// Offered to another department, or parked with triage.
    case handedOver = "handed over"
    /// Taken back from a lease or an offer that ran out; nobody said it.
    case expired
    /// Everything that is not about who has it.
    case other
}
