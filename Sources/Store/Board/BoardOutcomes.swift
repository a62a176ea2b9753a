#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What became of the work of the last 30 days: figures that take long to count and change slowly.
///
/// An item belongs to the department that closed it last within these days.
public struct BoardOutcomes: Sendable, Hashable {
    /// How many days it is about.
    public static let days = 30

    /// How long something took: half of them at most the one, nine of ten at most the other.
    public struct Times: Sendable, Hashable {
        /// At most this for half of them.
        public let half: Duration
        /// At most this for nine of ten.
        public let mostly: Duration

        /// Reads PostgreSQL's percentiles, in seconds.
        init?(_ seconds: [Double]?) {
            guard let seconds, seconds.count == 2 else { return nil }
            (half, mostly) = (.seconds(seconds[0]), .seconds(seconds[1]))
        }
    }

    /// One department's, or everybody's.
    public struct Line: Sendable, Hashable {
        /// The department's code; empty for all.
        public let department: String
        /// Items closed at least once.
        public let ended: Int
        /// Those of them that are closed since, with the outcome done.
        public let done: Int
        /// From the request's report to the close, of the done ones; nil where there are none.
        public let times: Times?
        /// Items of `ended` whose request was sent on at least once: handed over, decided anew for another, parked.
        public let bounced: Int
        /// Items of `ended` whose request was opened again at least once.
        public let reopened: Int
        /// Requests with an item of `done`.
        public let requests: Int
        /// Those of them whose resident said that it is fixed, and did not take that back.
        public let verified: Int
    }

    /// The moment, by the database's clock.
    public let at: Date
    /// The departments, by code.
    public let lines: [Line]
    /// All of them together; nil where nothing was closed.
    public let total: Line?
    /// From the first report of it, the request's own or that of a duplicate tied to it, to the resident's word that it is
    /// fixed; of the requests of `total.verified`.
    public let toVerifiedFix: Times?
    /// The triage department's open items by why they are there, as triage sorts those that it looks at.
    public let triage: [TriageKind: Int]
}
