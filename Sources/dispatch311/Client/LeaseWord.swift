/// What is said of items under a lease.
struct LeaseWord: Encodable, Sendable {
    /// The items.
    let items: [ItemWord]
    /// Who says it; it stands in the history.
    var worker: String?
    /// Why; for releases and declining.
    var reason: String?
}
