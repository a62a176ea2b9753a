public import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension WorkModel {
    /// One leg.
    public struct Item: Sendable, Hashable {
        /// Its number.
        public let number: Int64
        /// The request it is a leg of.
        public let request: Int64
        /// Which leg; the first is the one whose department residents are told.
        public var leg: Int
        /// The department that owns it.
        public internal(set) var owner: String
        /// Whom it is offered to, while it is.
        public internal(set) var offer: Offer?
        /// The queue it waits in, or waited in last.
        public internal(set) var queue: String
        /// Its lane.
        public var priority: Int
        /// Whether a department asked for it; else a decision made it.
        public var isAsked = false
        /// Times it came back from a lease.
        public internal(set) var attempt = 0
        /// Times it was handed to another department.
        public internal(set) var hops = 0
        /// Where it is.
        public internal(set) var place = Place.waiting

        /// Where it stands, as the table of legal moves says it.
        public var standing: Standing {
            switch place {
            case .waiting: .waiting
            case .leased: .leased
            case .accepted: .accepted
            case .closed: .closed
            case .cancelled: .cancelled
            }
        }

        /// Whether somebody must still do something.
        public var isOpen: Bool { standing.isOpen }
    }

    /// Where an item is.
    public enum Place: Sendable, Hashable {
        /// In its queue.
        case waiting
        /// Under a lease.
        case leased(UUID)
        /// With its owner.
        case accepted
        /// Over, with an outcome.
        case closed
        /// Called off; a lease may still hold it, whose holder has not heard.
        case cancelled
    }

    /// An offer that stands.
    public struct Offer: Sendable, Hashable {
        /// Whom the item is offered to.
        public let department: String
        /// When the offer lapses.
        public let until: Int
        /// The owner's queue, where the item goes back to.
        public let returnQueue: String
    }

    /// What a claim holds.
    public struct Lease: Sendable, Hashable {
        /// Whose worker took it.
        public let department: String
        /// The worker.
        public let holder: String
        /// When it was taken.
        public let claimedAt: Int
        /// When it ends.
        public internal(set) var expiresAt: Int
        /// What it still holds, in order; never empty.
        public internal(set) var items: [Int64]
    }

    /// A service request.
    public struct Request: Sendable, Hashable {
        /// Its number.
        public let number: Int64
        /// Where it is; names the queue another department has for it.
        public internal(set) var place: String
        /// The department residents are told.
        public internal(set) var department: String
        /// Legs not closed and not cancelled.
        public internal(set) var openLegs: Int
        /// When it was closed, while it is.
        public internal(set) var closedAt: Int?
        /// Times it was sent on.
        public internal(set) var bounces = 0
        /// Times it was opened again.
        public internal(set) var reopens = 0
        /// Its legs' items, in the order they were made.
        public internal(set) var items: [Int64] = []
        /// Its history.
        public internal(set) var events: [Event] = []
    }

    /// A line of a history.
    public struct Event: Sendable, Hashable {
        /// What happened.
        public let kind: String
        /// The item; nil for the request as a whole.
        public let item: Int64?
        /// The department concerned.
        public let department: String
        /// The other department of a move between two.
        public let counterpart: String?
    }

    /// One department's share of a decision.
    public struct Leg: Sendable, Hashable {
        /// Whose share it is.
        public let department: String
        /// Where it waits.
        public let queue: String

        /// Creates a leg.
        public init(department: String, queue: String) {
            self.department = department
            self.queue = queue
        }
    }
}
