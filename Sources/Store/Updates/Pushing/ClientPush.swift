/// A client's turn: whoever holds it may send what waits for that client, until it is given back or runs out.
public struct ClientPush: Sendable, Hashable {
    /// The client's number.
    public let client: Int32
    /// What the city calls it.
    public let name: String
    /// The whole address that the forms go to.
    public let address: String
    /// What the other system calls this city; nil where it need not be said.
    public let jurisdictionID: String?
    /// The key that the other system asks for; nil where it asks for none.
    public let key: String?

    let turn: Int64
}
