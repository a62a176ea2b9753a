/// What one repeat of `held` gave for a side, in items a second.
struct HeldRates: Sendable {
    /// In the closed loop before the transaction.
    let before: Double
    /// While it was open and work went on at a rate.
    let atRate: Double
    /// In the closed loop at the end, with it still open.
    let after: Double
}
