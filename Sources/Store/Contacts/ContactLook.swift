public import ServiceRequests

/// A department's look at a resident's contact details.
public struct ContactLook: Sendable, Hashable {
    /// The event that says so.
    public let event: Int64
    /// What was seen.
    public let contact: ServiceRequest.Contact
}
