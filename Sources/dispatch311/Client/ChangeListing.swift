/// What the department API answers to `GET changes`.
struct ChangeListing: Decodable, Sendable {
    /// One change.
    struct Change: Decodable, Sendable, Hashable {
        private enum CodingKeys: String, CodingKey {
            case cursor, event, department, counterpart
            case number = "event_id"
            case serviceRequestID = "service_request_id"
            case item = "item_id"
        }

        /// Its place in the order.
        let cursor: String
        /// The event's number.
        let number: Int64
        /// What: `offered`.
        let event: String
        /// The service request.
        let serviceRequestID: String
        /// The item; nil for the request as a whole.
        let item: Int64?
        /// The department concerned.
        let department: String?
        /// The other department of a move between two.
        let counterpart: String?
    }

    /// In order.
    let changes: [Change]
    /// Where the next answer begins.
    let cursor: String
    /// Whether there is more just now.
    let more: Bool
}
