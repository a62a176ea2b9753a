public import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A stored service request as a decision needs it.
public struct RequestSubject: Sendable {
    /// What was asked for, where, and the answers; nothing of the resident's words or contact is in it.
    public let draft: ServiceRequest.Draft
    /// When it was submitted: what its due date counts from.
    public let requestedAt: Date
    /// The department residents are told.
    public let department: String

    /// Creates a subject: for a look at what a correction would make of a request, which is written nowhere.
    public init(draft: ServiceRequest.Draft, requestedAt: Date, department: String) {
        self.draft = draft
        self.requestedAt = requestedAt
        self.department = department
    }
}
