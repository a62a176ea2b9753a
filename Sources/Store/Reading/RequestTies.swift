/// How a request stands to others, and what its resident may do with it: what its page shows beside the record.
public struct RequestTies: Sendable, Hashable {
    /// The public id of the request it repeats; nil where it repeats none, or a private one.
    public let original: String?
    /// How many public requests repeat it.
    public let duplicates: Int
    /// Whether it is kept from the public.
    public let isPrivate: Bool
    /// Whether the public may read its description and see its pictures, where it has any.
    public let isDescribed: Bool
    /// Whether a resident may open it again: it is public or the resident has its key, a department closed it, not long
    /// ago, and it was not opened too often before.
    public let mayReopen: Bool
    /// Whether its resident may confirm that it is fixed: a department says that it dealt with it, and it was not confirmed
    /// since.
    public let mayConfirm: Bool
}
