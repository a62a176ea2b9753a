extension ServiceRequest {
    /// What the resident's client is told once the request is stored for good.
    public struct Receipt: Sendable, Hashable {
        /// The public id, opaque.
        public var id: String
        /// Where it went and why.
        public var serviceNotice: String
        /// The client's own `account_id`, echoed.
        public var accountID: String?
        /// The department's code.
        public var department: String
        /// The first leg's queue.
        public var queue: String

        /// Creates a receipt.
        public init(id: String, serviceNotice: String, accountID: String? = nil, department: String, queue: String) {
            self.id = id
            self.serviceNotice = serviceNotice
            self.accountID = accountID
            self.department = department
            self.queue = queue
        }
    }
}
