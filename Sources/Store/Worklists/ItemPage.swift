#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A part of a list, and how long the whole is: both of one moment.
public struct ItemPage: Sendable, Hashable {
    /// The moment, by the database's clock.
    public let at: Date
    /// How many items the whole list has, counted up to `Worklists.countLimit`; where each row had to be looked at, how many
    /// of those that were.
    public let count: ItemCount
    /// The rows of this part.
    public let rows: [ItemRow]
    /// Where the next part begins; nil in the last one.
    public let next: ItemCursor?
    /// How many items this part was looked for in, where that ended before the list did; nil where it did not.
    public let lookedThrough: Int?

    /// The number of `count`.
    public var total: Int { count.number }
}
