#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A part of a list, and how long the whole is: both of one moment.
public struct ItemPage: Sendable, Hashable {
    /// The moment, by the database's clock.
    public let at: Date
    /// How many items the whole list has.
    public let total: Int
    /// The rows of this part.
    public let rows: [ItemRow]
    /// Where the next part begins; nil in the last one.
    public let next: ItemCursor?
}
