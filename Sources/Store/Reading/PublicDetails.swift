/// What of a service request everybody may know beside its record, and by what rule the rest of it is told.
public struct PublicDetails: Sendable, Hashable {
    /// How often it was opened again.
    public let reopens: Int
    /// The public id of the request it repeats; nil where it repeats none, or a private one.
    public let original: String?
    /// How many public requests repeat it.
    public let duplicates: Int
    /// Whether it is kept from the public.
    public let isPrivate: Bool
    /// Whether the public may read its description and see its pictures, where it has any.
    public let isDescribed: Bool
    /// The departments' shares, in their order.
    public let legs: [LegProgress]
    /// Every line of its history, oldest first; which of its words are public the reader must know.
    public let history: [HistoryLine]
}
