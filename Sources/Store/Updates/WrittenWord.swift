/// What became of a client's word.
public struct WrittenWord: Sendable, Hashable {
    /// The id it has here: that of its event, as the list of updates has it.
    public let updateID: String
    /// Whether it was said before.
    public let isReplay: Bool
    /// The SHA-256 of each photo that came with it when it was said first: no other belongs to it.
    public let photos: [[UInt8]]
    /// The items that wait because of it.
    let items: [Int64]
}
