extension ServiceRequest {
    /// What the resident's client is told once the request is stored for good.
    public struct Receipt: Sendable, Hashable {
        /// The public id, opaque; for our own pages whatever `reply` says.
        public var id: String
        /// What another system may be told to ask for it by.
        public var reply: Reply
        /// What gives the id later, where the reply is a token.
        public var token: String?
        /// Where it went and why.
        public var serviceNotice: String
        /// The client's own `account_id`, echoed.
        public var accountID: String?
        /// The department's code.
        public var department: String
        /// The first leg's queue.
        public var queue: String

        /// Creates a receipt.
        public init(
            id: String,
            reply: Reply = .id,
            token: String? = nil,
            serviceNotice: String,
            accountID: String? = nil,
            department: String,
            queue: String
        ) {
            self.id = id
            self.reply = reply
            self.token = token
            self.serviceNotice = serviceNotice
            self.accountID = accountID
            self.department = department
            self.queue = queue
        }
    }
}
