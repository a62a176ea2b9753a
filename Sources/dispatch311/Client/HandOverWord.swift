/// To whom items go, and why, as the department API wants it.
struct HandOverWord: Encodable, Sendable {
    /// The other department's code.
    let department: String
    /// One of its queues; nil for the one it has for the place.
    let queue: String?
    /// How long the offer stands; nil for the server's own time.
    let deadline_seconds: Int?
    /// Why.
    let reason: String
    /// Who says it; it stands in the history.
    var worker: String?
    /// The items of a lease; nil where the address names the one.
    var items: [ItemWord]?
}
