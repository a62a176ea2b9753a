#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One event of a service request's history.
public struct HistoryLine: Sendable, Hashable {
    /// When.
    public let at: Date
    /// What: one of the words that the table of events knows (`submitted`, `accepted`, `offered` and so on).
    public let kind: String
    /// Who did it.
    public let actor: String
    /// The department concerned.
    public let department: String?
    /// The other department of a move between two: whom it was offered to, whose offer was taken or declined.
    public let counterpart: String?
    /// The item concerned; nil for the request as a whole.
    public let item: Int64?
    /// The rest as JSON, as it was written: the routing decision of a submission, the outcome of a completion.
    public let detailJSON: String
    /// The event's number, the same for ever; 0 for a line that is in no table.
    public let event: Int64

    /// Creates a line; `History` is who reads them.
    public init(
        at: Date,
        kind: String,
        actor: String,
        department: String?,
        counterpart: String? = nil,
        item: Int64?,
        detailJSON: String,
        event: Int64 = 0
    ) {
        self.at = at
        self.kind = kind
        self.actor = actor
        self.department = department
        self.counterpart = counterpart
        self.item = item
        self.detailJSON = detailJSON
        self.event = event
    }
}
