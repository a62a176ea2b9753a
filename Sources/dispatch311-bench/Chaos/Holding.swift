/// A time in which an item was certainly one worker's: claimed, or accepted.
///
/// It begins when the worker knew, and ends when it may have been over at the earliest: what lies between must belong to
/// nobody else.
struct Holding: Sendable {
    let item: Int64
    /// Who held it, and since which call.
    let holder: String
    /// By the ledgers' clock.
    let start: Int64
    let end: Int64
}
