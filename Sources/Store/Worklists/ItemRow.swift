public import Boundaries

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A work item as staff see it in a list.
public struct ItemRow: Sendable, Hashable {
    /// Where an item stands.
    public enum Place: String, Sendable, Hashable {
        case waiting
        case leased
        case accepted
        case closed
        case cancelled
    }

    /// What it is about; nil in the row of a private request that the viewer's department has no leg of.
    public struct Subject: Sendable, Hashable {
        /// The public id of the service request.
        public let serviceRequestID: String
        /// What was asked for.
        public let serviceCode: String
        /// The queue, which tells the place too.
        public let queue: String
        /// The place in words.
        public let address: String?
        /// The city's own id of the address.
        public let addressID: String?
        /// The point, where there is one.
        public let coordinate: Coordinate?
    }

    /// A clock that stands still.
    public struct Pause: Sendable, Hashable {
        /// Since when.
        public let since: Date
        /// Why, in the department's words; nil where the viewer may not read them.
        public let reason: String?
    }

    /// Who has a leased item, and until when.
    public struct Holding: Sendable, Hashable {
        /// Names the claim; known to its holder.
        public let lease: UUID
        /// By the name the worker goes by.
        public let holder: String
        /// When it goes back to the queue.
        public let expiresAt: Date
    }

    /// An offer that stands: the owner, and until when the other department can accept.
    public struct Offer: Sendable, Hashable {
        /// The code of the department that owns it.
        public let owner: String
        /// When it goes back to the owner.
        public let expiresAt: Date
    }

    /// Its number.
    public let item: Int64
    /// The leg of the request, from 1.
    public let leg: Int
    /// Where it stands.
    public let place: Place
    /// Whose turn it is: the owner, or the department it is offered to; of a closed one, who owned it.
    public let department: String
    /// Who offers it to that department; nil where the department owns it.
    public let offer: Offer?
    /// What it is about.
    public let subject: Subject?
    /// When it came.
    public let createdAt: Date
    /// When it should be done.
    public let dueAt: Date?
    /// Since when its clock stands still, and why; nil where it runs.
    public let pause: Pause?
    /// When it was closed or cancelled.
    public let closedAt: Date?
    /// How it ended: the tables' word, and what goes with it.
    public let outcome: String?
    /// The reason, the original, or whom it was handed on to.
    public let outcomeDetail: String?
    /// The time it is being tried, from 1.
    public let attempt: Int
    /// Who has it now.
    public let holding: Holding?
    /// The department's own number for it.
    public let reference: String?
    /// Where it stands in the list it was read in.
    public let cursor: ItemCursor
}
