/// How a request stands to others, and whether its resident may open it again: what its page shows beside the record.
public struct RequestTies: Sendable, Hashable {
    /// The public id of the request it repeats; nil where it repeats none, or a private one.
    public let original: String?
    /// How many public requests repeat it.
    public let duplicates: Int
    /// Whether it is kept from the public.
    public let isPrivate: Bool
    /// Whether a resident may open it again: it is public, a department closed it, not long ago, and it was not opened
    /// too often before.
    public let mayReopen: Bool
}
