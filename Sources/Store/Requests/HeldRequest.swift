import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A service request with all its legs under lock: nothing of it changes before the transaction ends.
struct HeldRequest: Sendable {
    /// A leg, and where it stands.
    struct Leg: Sendable {
        let item: Int64
        let leg: Int
        let standing: Standing
        let department: String
        let offeredTo: String?
        /// The owner's queue, also while the item is offered.
        let queue: String
        let priority: Int
        let dueAt: Date?
        /// Whether a department asked for it; else a decision made it.
        let isAsked: Bool
    }

    let number: Int64
    let isOpen: Bool
    let reopens: Int
    /// Whether it was closed so recently that its resident may open it again.
    let isFresh: Bool
    let subject: RequestSubject
    /// In the order of their numbers.
    let legs: [Leg]
    /// The leases that hold any of its items, ended ones too.
    let leases: [UUID]

    /// The legs that somebody still has to do.
    var open: [Leg] { legs.filter(\.standing.isOpen) }

    /// Whether every leg was cancelled, so that no department closed anything.
    var isCalledOff: Bool { legs.allSatisfy { $0.standing == .cancelled } }
}
