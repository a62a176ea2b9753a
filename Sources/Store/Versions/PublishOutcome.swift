public import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What became of the wish to publish; every outcome that must be expected is a value.
public enum PublishOutcome: Sendable {
    /// What changes and what it changes to.
    public struct Change: Sendable {
        /// What was in force before, or is expected to be; nil where nothing was.
        public let before: Publication?
        /// What is in force now; nil for a plan and for what is scheduled.
        public let after: Publication?
        /// What decides with it.
        public let snapshot: RoutingSnapshot
        /// The layers, in their order.
        public let layers: [Publication.Layer]
        /// The files of the map, by name.
        public let mapFiles: [Publication.MapFile]
        /// What the lint warns of.
        public let warnings: [CatalogIssue]

        func inForce(as publication: Publication) -> Change {
            Change(
                before: before,
                after: publication,
                snapshot: snapshot,
                layers: layers,
                mapFiles: mapFiles,
                warnings: warnings
            )
        }
    }

    /// It is in force.
    case published(Change)
    /// It would be, but only a plan was asked for.
    case planned(Change)
    /// It comes into force by itself when its time has come.
    case scheduled(Change, ScheduledPublication)
    /// The time it was to come into force is not ahead, or too far.
    case outOfTime(EffectiveDate, after: Date, until: Date)
    /// It already was in force; nothing was written.
    case unchanged(Publication)
    /// It cannot be used, for these reasons; nothing was written.
    case refused(SnapshotReading)
    /// Somebody else published the same kind of change meanwhile; nothing was written.
    case overtaken(Publication)
    /// There is nothing to change: the jurisdiction has published nothing.
    case nothingPublished
    /// There is no such version to go back to, or the digits fit several; the versions there are, newest first.
    case noSuchVersion(String, [String])
    /// There is no such publication, or it had nothing of the kind; the numbers go from 1 to `last`.
    case noSuchPublication(Int, last: Int)
    /// There is nothing earlier to go back to.
    case nothingEarlier(Publication)
    /// There is no such layer; the layers there are.
    case noSuchLayer(String, [String])
}
