/// How well a name answers some words, the best first.
enum PlaceRank: Int, Comparable {
    /// The name or the id is the words.
    case same
    /// The name begins with them.
    case beginning
    /// All of them are words of the name.
    case words
    /// All of them begin words of the name.
    case parts
    /// The layer's name has those the boundary's lacks.
    case layer

    static func < (first: PlaceRank, second: PlaceRank) -> Bool { first.rawValue < second.rawValue }
}
