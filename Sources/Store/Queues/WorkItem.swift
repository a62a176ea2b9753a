#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A claimed leg with what the worker needs to start.
public struct WorkItem: Sendable, Hashable {
    /// Its number; names it in every later word.
    public let item: Int64
    /// Which attempt this is, from 1: an item that came back has been tried before.
    public let attempt: Int
    /// Its lane.
    public let priority: Int
    /// The queue it waited in.
    public let queue: String
    /// The leg of the request, from 1.
    public let leg: Int
    /// The public id of the service request.
    public let serviceRequestID: String
    /// What was asked for.
    public let serviceCode: String
    /// The point, where there is one.
    public let latitude: Double?
    /// The point, where there is one.
    public let longitude: Double?
    /// The place in words.
    public let address: String?
    /// The resident's words.
    public let description: String?
    /// The answers as a JSON object of arrays.
    public let attributesJSON: String
    /// When it was submitted.
    public let requestedAt: Date
    /// When it should be done.
    public let dueAt: Date?
    /// The department that owns it and offers it to the one that claimed it; nil where that one owns it.
    public let offeredBy: String?
    /// When the offer ends, by the database's clock; nil where it is none.
    public let offerExpiresAt: Date?
    /// How often it was sent on since anybody sorted it.
    public let hops: Int
    /// How the service request came in; nil where no channel was kept.
    public let channel: String?
}
