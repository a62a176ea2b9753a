/// A list that somebody gave a name.
public struct SavedView: Sendable, Hashable {
    /// The longest name, in characters.
    public static let longestName = 60
    /// The longest query, in characters.
    public static let longestQuery = 1000

    /// Its number.
    public let id: Int32
    /// What it is called.
    public let name: String
    /// The query of the list's address.
    public let query: String
}
