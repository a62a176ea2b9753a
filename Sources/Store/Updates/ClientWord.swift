/// What another system says about a request on its resident's behalf.
public struct ClientWord: Sendable {
    /// What residents may do, by the moves that their own pages have.
    public enum Move: Sendable, Hashable {
        /// A note on an open request.
        case note
        /// It is fixed, of a closed one.
        case confirm
        /// It is still there: a closed one is open again.
        case reopen
    }

    /// What the client calls it; said again under this id it is the same.
    public let id: String
    /// The client's number.
    public let client: Int32
    /// What it does.
    public let move: Move
    /// The resident's words.
    public let text: String
    /// Pictures elsewhere on the web, as text; never fetched.
    public let mediaURLs: [String]

    /// Puts together what is said.
    public init(id: String, client: Int32, move: Move, text: String, mediaURLs: [String] = []) {
        self.id = id
        self.client = client
        self.move = move
        self.text = text
        self.mediaURLs = mediaURLs
    }
}
