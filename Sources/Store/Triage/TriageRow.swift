#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// An item that waits for a person's decision, with what speaks for one.
public struct TriageRow: Sendable, Hashable {
    /// The item, as somebody of triage may read it.
    public let row: ItemRow
    /// The decision in force, as JSON.
    public let decisionJSON: String?
    /// The answers to the service's questions as a JSON object of arrays.
    public let attributesJSON: String
    /// Why it went to triage after that decision: `attempts`, `hops`, `parked` or `undecidable`.
    public let cause: String?
    /// What was said when it went there.
    public let note: String?
    /// How often a department that was asked did not take it.
    public let bounces: Int
    /// Since when it has been like this.
    public let since: Date
}

/// A part of what waits for a person's decision: all of one moment.
public struct TriagePage: Sendable, Hashable {
    /// How many there are of a kind.
    public struct Count: Sendable, Hashable {
        /// The kind.
        public let kind: TriageKind
        /// How many of those that were looked at; see `Triage.bound`.
        public let items: Int
    }

    /// The moment, by the database's clock.
    public let at: Date
    /// The kinds in their order, empty ones too.
    public let counts: [Count]
    /// Whether triage has more outside quarantine than was looked at, so that there are more of some kind.
    public let isCut: Bool
    /// Whether more are in quarantine than were looked at.
    public let isQuarantineCut: Bool
    /// Of the kind that was asked for, the oldest first.
    public let rows: [TriageRow]
    /// The item behind which the next part begins; nil in the last one.
    public let next: Int64?
}
