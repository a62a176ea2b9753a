/// How many there are, counted up to a bound: the exact number, or that there are more.
public struct ItemCount: Sendable, Hashable {
    /// How many were counted.
    public let number: Int
    /// Whether there may be more than that.
    public let isMore: Bool

    /// Creates a count.
    public init(_ number: Int, isMore: Bool = false) {
        self.number = number
        self.isMore = isMore
    }

    /// A number that was counted up to one more than `bound`.
    init(_ number: Int, upTo bound: Int) {
        self.init(min(number, bound), isMore: number > bound)
    }

    /// Both together.
    public static func + (one: ItemCount, other: ItemCount) -> ItemCount {
        ItemCount(one.number + other.number, isMore: one.isMore || other.isMore)
    }
}
