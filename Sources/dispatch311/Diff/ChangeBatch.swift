/// What a batch of requests comes to: the counts, and the rows of those that move.
struct ChangeBatch: Sendable {
    /// All of them, or those that are open.
    var counts = ChangeCounts()
    /// Those that are closed, where that is known.
    var closed = ChangeCounts()
    /// The cells of those that move.
    var rows: [[String]] = []
    /// How many were looked at.
    var size = 0
}
