#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a department's desk shows, all of one moment.
public struct DeskOverview: Sendable, Hashable {
    /// The moment, by the database's clock.
    public var at: Date { accepted.at }
    /// The most offers that are listed.
    public static let maximumOffers = 50

    /// Every queue the department ever had, by name.
    public let queues: [QueueFigures]
    /// What this worker holds, by date.
    public let held: [ItemRow]
    /// What the department has offered to others that have not answered, those that come back soonest first; at most
    /// `maximumOffers` of them.
    public let offered: [ItemRow]
    /// A page of what the department has accepted, by date.
    public let accepted: ItemPage
}
