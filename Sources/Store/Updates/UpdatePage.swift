/// A part of the list of what happened to public requests, oldest first.
public struct UpdatePage: Sendable, Hashable {
    /// One thing that happened.
    public struct Entry: Sendable, Hashable {
        /// The update's public id.
        public let id: String
        /// The public id of its request.
        public let requestID: String
        /// The event's number, by which it stands in the history.
        public let event: Int64

        /// The request's number.
        let number: Int64

        var waiting: WaitingUpdate { WaitingUpdate(number: number, event: event) }
    }

    /// A request that something happened to.
    public struct Subject: Sendable, Hashable {
        /// Whether the public may read its description.
        public let isDescribed: Bool
        /// Its whole history, oldest first, without what intake decided; which of its words are public the reader must know.
        public let history: [HistoryLine]

        /// The client that sent it, and what that calls it.
        let client: Int32?
        let clientReference: String?

        /// What a client calls it, where that client sent it.
        public func reference(for client: Int32) -> String? { self.client == client ? clientReference : nil }
    }

    /// What happened, in its order.
    public let entries: [Entry]
    /// The requests by their public ids.
    public let subjects: [String: Subject]
    /// What `after` says in the question for the next part; nil in the last one.
    public let next: String?
    /// Whether this part ended before it was full because enough had been looked at; the next one goes on from there.
    public let isCutShort: Bool
}
