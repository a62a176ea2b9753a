public import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A service request with all that staff may read of it; of the resident's contact only whether there is any.
public struct CaseFile: Sendable, Hashable {
    /// The moment it was read, by the database's clock.
    public let at: Date
    /// The public id.
    public let serviceRequestID: String
    /// Whether it is kept from the public and from departments without a leg.
    public let isPrivate: Bool
    /// When it was submitted.
    public let requestedAt: Date
    /// How it came in; of a worker of another department only the department is named.
    public let wayIn: ServiceRequest.WayIn
    /// When its last leg was closed.
    public let closedAt: Date?
    /// Whether a name, a mail address or a telephone number was given with it; see `ContactLooks`.
    public let hasContact: Bool
    /// The resident's words.
    public let description: String?
    /// The answers as a JSON object of arrays.
    public let attributesJSON: String
    /// What the resident was told when it was closed.
    public let statusNotes: String?
    /// Every leg, the first one first.
    public let legs: [ItemRow]
    /// Every event, oldest first.
    public let history: [HistoryLine]

    /// The leg with an item's number.
    public func leg(_ item: Int64) -> ItemRow? { legs.first { $0.item == item } }
}
