#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One event as the departments it concerns are told.
public struct Change: Sendable, Hashable {
    /// Its place in the order of changes.
    public let cursor: ChangeCursor
    /// The event's number: of two events of one item, the later has the higher.
    ///
    /// Transactions that overlap stand in the order in which they began; this is the order in which they had the item.
    public let event: Int64
    /// The service request's public id.
    public let serviceRequestID: String
    /// The item concerned; nil for the request as a whole.
    public let item: Int64?
    /// What happened: `submitted`, `offered`, `accepted` or another word of the history.
    public let kind: String
    /// When.
    public let at: Date
    /// The department concerned.
    public let department: String?
    /// The other department of a move between two.
    public let counterpart: String?
    /// Who did it; of another department's worker only the department.
    public let actor: String
    /// The rest as JSON, as it was written: the routing decision of a submission, the outcome of a completion.
    public let detailJSON: String
}
