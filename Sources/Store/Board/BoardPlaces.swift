public import Boundaries

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Where the open requests are, put together in small squares: a map of a million of them is a few thousand numbers.
public struct BoardPlaces: Sendable, Hashable {
    /// The width of a square in degrees, some hundred metres.
    public static let step = 0.001
    /// The most requests of a square that are named.
    public static let mostNamed = 10
    /// The most squares; where there are more, those with the fewest requests are left out.
    public static let maximumCells = 20_000

    /// The requests of one square.
    public struct Cell: Sendable, Hashable {
        /// Their middle.
        public let middle: Coordinate
        /// How many.
        public let requests: Int
        /// Those of them with an item past its date.
        public let late: Int
        /// The public ids of its requests, the newest first; of many the newest `mostNamed`.
        public let serviceRequestIDs: [String]
    }

    /// The moment, by the database's clock.
    public let at: Date
    /// The squares, the fullest first.
    public let cells: [Cell]
}
