#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What must be known of a request before a client may say something about it.
public struct RequestStanding: Sendable, Hashable {
    /// Whether it is open.
    public let isOpen: Bool
    /// When it was closed; nil while it is open.
    public let closedAt: Date?
    /// Whether it is kept from the public.
    public let isPrivate: Bool
    /// The code of its service.
    public let serviceCode: String
    /// The number of the client that sent it; nil where none did.
    public let client: Int32?

    /// Puts together what is known.
    public init(isOpen: Bool, closedAt: Date?, isPrivate: Bool, serviceCode: String, client: Int32?) {
        self.isOpen = isOpen
        self.closedAt = closedAt
        self.isPrivate = isPrivate
        self.serviceCode = serviceCode
        self.client = client
    }
}
