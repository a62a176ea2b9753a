#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A change of what is published that comes into force by itself at its time.
public struct ScheduledPublication: Sendable, Hashable {
    /// What became of it.
    public enum Outcome: Sendable, Hashable {
        /// It came into force as this publication.
        case published(Int)
        /// Its time came, and what it wanted was in force already.
        case unchanged
        /// Its time came, and it could not be used, for these reasons; what was in force stayed.
        case refused(String)
        /// Somebody withdrew it; with the reasons where it had been refused before.
        case withdrawn(by: String, refusal: String?)
    }

    /// Its end.
    public struct Ending: Sendable, Hashable {
        /// What became of it.
        public let outcome: Outcome
        /// When.
        public let at: Date
    }

    /// Counts from 1 in each jurisdiction, without gaps.
    public let number: Int
    /// From when it is to be in force.
    public let effectiveAt: Date
    /// When it was scheduled.
    public let scheduledAt: Date
    /// Which half changes.
    public let kind: Publication.Kind
    /// Who scheduled it.
    public let actor: String
    /// Why, in that person's words.
    public let note: String?
    /// What changes.
    public let patch: PublicationPatch
    /// What became of it; nil while its time has not come.
    public let ending: Ending?

    /// Why it could not be used when its time came, as long as nobody has withdrawn it; nil where it was not refused.
    public var refusal: String? {
        if case .refused(let reason) = ending?.outcome { reason } else { nil }
    }
}
