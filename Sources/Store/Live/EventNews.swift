#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What came into the event table between two snapshots.
public struct EventNews: Sendable, Hashable {
    /// When it was looked, by the database's clock.
    public let at: Date
    /// Everything up to here is in it.
    public let snapshot: EventSnapshot
    /// The events in the order of changes; the first of them where there are more than were asked for.
    public let events: [LiveEvent]
    /// Whether there are more, so that whoever is told had better read everything anew.
    public let isCut: Bool

    /// Creates news; `EventReader` is who reads them.
    public init(at: Date, snapshot: EventSnapshot, events: [LiveEvent], isCut: Bool) {
        (self.at, self.snapshot, self.events, self.isCut) = (at, snapshot, events, isCut)
    }
}
