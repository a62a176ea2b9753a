public import ServiceRequests

/// A part of a list of public requests, newest first, and how long the whole is: both of one moment.
public struct RequestPage: Sendable, Hashable {
    /// The requests of this part.
    public let records: [ServiceRequest.Record]
    /// How many the whole list has, counted up to `RequestReader.countLimit`; where each had to be looked at, how many of
    /// those that were.
    public let count: ItemCount
    /// The public id of the request behind which the next part begins; nil in the last one.
    public let next: String?
    /// Whether this part ended before it was full because enough had been looked at; the next one goes on from there.
    public let isCutShort: Bool
}
