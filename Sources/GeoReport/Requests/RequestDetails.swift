#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What `extensions=true` tells of a service request beside its record, as far as everybody may know it.
public struct RequestDetails: Sendable, Hashable {
    /// One department's share of it.
    public struct Leg: Sendable, Hashable {
        /// How far it has come.
        public enum Status: String, Sendable, Hashable, CaseIterable {
            /// It stands in the department's queue.
            case waiting
            /// Somebody looks at it.
            case looking
            /// The department works on it.
            case accepted
            /// It ended, with an outcome.
            case closed
            /// Nobody will do it.
            case cancelled
        }

        /// The code of the department.
        public let department: String
        /// How far it has come.
        public let status: Status
        /// How it ended, one word of the tables (`done`, `no_action`); nil while it has not.
        public let outcome: String?
        /// When it ended; nil while it has not.
        public let closedAt: Date?

        /// Creates a leg.
        public init(department: String, status: Status, outcome: String? = nil, closedAt: Date? = nil) {
            self.department = department
            self.status = status
            self.outcome = outcome
            self.closedAt = closedAt
        }
    }

    /// One line of its history.
    public struct Note: Sendable, Hashable {
        /// When it happened.
        public let at: Date
        /// What kind of event it was, one word of the tables: `accepted`, `completed`, `note`.
        public let kind: String
        /// What happened, in a sentence.
        public let summary: String
        /// What the department said about it; nil where it said nothing.
        public let description: String?

        /// Creates a line.
        public init(at: Date, kind: String, summary: String, description: String? = nil) {
            self.at = at
            self.kind = kind
            self.summary = summary
            self.description = description
        }
    }

    /// How often it was opened again.
    public let reopens: Int
    /// The public id of the request it repeats; nil where it repeats none that is public.
    public let original: String?
    /// How many public requests repeat it.
    public let duplicates: Int
    /// Every picture everybody may see, as links.
    public let mediaURLs: [String]
    /// The departments' shares, in their order.
    public let legs: [Leg]
    /// What happened, oldest first.
    public let notes: [Note]

    /// Puts together what is told.
    public init(
        reopens: Int = 0,
        original: String? = nil,
        duplicates: Int = 0,
        mediaURLs: [String] = [],
        legs: [Leg] = [],
        notes: [Note] = []
    ) {
        self.reopens = reopens
        self.original = original
        self.duplicates = duplicates
        self.mediaURLs = mediaURLs
        self.legs = legs
        self.notes = notes
    }
}
