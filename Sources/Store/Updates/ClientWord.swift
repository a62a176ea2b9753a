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
    /// Words of ours that stand before the resident's in a note; nil for none.
    public let lead: String?
    /// The resident's words.
    public let text: String
    /// Pictures elsewhere on the web, as text; never fetched.
    public let mediaURLs: [String]
    /// The SHA-256 of each photo that comes with it.
    public let photos: [[UInt8]]

    /// Puts together what is said.
    public init(
        id: String,
        client: Int32,
        move: Move,
        lead: String? = nil,
        text: String,
        mediaURLs: [String] = [],
        photos: [[UInt8]] = []
    ) {
        self.id = id
        self.client = client
        self.move = move
        self.lead = lead
        self.text = text
        self.mediaURLs = mediaURLs
        self.photos = photos
    }

    /// What stands in the history.
    var whole: String { lead.map { "\($0) \(text)" } ?? text }
}
