#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What another system says about a request, as it came.
public struct ClientUpdate: Sendable, Hashable {
    /// What the system calls it.
    public let id: String
    /// The service request's public id.
    public let requestID: String
    /// How the system says that the request stands.
    public let status: UpdateStatus
    /// When the resident said it.
    public let saidAt: Date
    /// The resident's words.
    public let description: String
    /// Pictures elsewhere on the web, as text.
    public let mediaURLs: [String]
}
