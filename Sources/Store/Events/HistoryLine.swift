#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One event of a service request's history.
public struct HistoryLine: Sendable, Hashable {
    /// When.
    public let at: Date
    /// What: `submitted`, `accepted`, `completed`, `released`, `lease_expired`, `closed`.
    public let kind: String
    /// Who did it.
    public let actor: String
    /// The department concerned.
    public let department: String?
    /// The item concerned; nil for the request as a whole.
    public let item: Int64?
    /// The rest as JSON, as it was written: the routing decision of a submission, the outcome of a completion.
    public let detailJSON: String

    /// Creates a line; `History` is who reads them.
    public init(at: Date, kind: String, actor: String, department: String?, item: Int64?, detailJSON: String) {
        self.at = at
        self.kind = kind
        self.actor = actor
        self.department = department
        self.item = item
        self.detailJSON = detailJSON
    }
}
