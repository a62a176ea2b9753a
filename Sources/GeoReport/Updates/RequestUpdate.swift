#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One thing that happened to a service request, as other systems are told it.
public struct RequestUpdate: Sendable, Hashable {
    /// Its own id, the same for ever.
    public let id: String
    /// The service request's public id.
    public let requestID: String
    /// How the request stood afterwards.
    public let status: UpdateStatus
    /// When it happened.
    public let at: Date
    /// What happened, and what the department said about it, in words for residents.
    public let description: String
    /// The pictures that came with it, as links.
    public let mediaURLs: [String]
    /// How it ended, one word of the tables (`done`, `no_action`); nil for what is no end.
    public let outcome: String?
    /// The reference as people read it aloud.
    public let reference: String
    /// The number that the asking system gave the request itself; nil for everybody else's requests.
    public let clientReference: String?

    /// Puts together what is told.
    public init(
        id: String,
        requestID: String,
        status: UpdateStatus,
        at: Date,
        description: String,
        mediaURLs: [String] = [],
        outcome: String? = nil,
        reference: String,
        clientReference: String? = nil
    ) {
        self.id = id
        self.requestID = requestID
        self.status = status
        self.at = at
        self.description = description
        self.mediaURLs = mediaURLs
        self.outcome = outcome
        self.reference = reference
        self.clientReference = clientReference
    }
}
