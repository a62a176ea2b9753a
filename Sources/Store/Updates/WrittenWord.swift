/// What became of a client's word.
public struct WrittenWord: Sendable, Hashable {
    /// The id it has here: that of its event, as the list of updates has it.
    public let updateID: String
    /// Whether it was said before.
    public let isReplay: Bool
    /// The items that wait because of it.
    let items: [Int64]
}
