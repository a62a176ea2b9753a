/// What the department API answers to a claim.
struct ClaimedWork: Decodable, Sendable {
    /// One work item.
    struct Item: Decodable, Sendable {
        private enum CodingKeys: String, CodingKey {
            case attempt, lat, long, address, queue
            case offeredBy = "offered_by"
            case item = "item_id"
            case serviceRequestID = "service_request_id"
            case serviceCode = "service_code"
        }

        /// The item's number.
        let item: Int64
        /// How often it was claimed before.
        let attempt: Int
        /// The request's public id.
        let serviceRequestID: String
        /// The service's code.
        let serviceCode: String
        /// Degrees north; nil without a point.
        let lat: Double?
        /// Degrees east; nil without a point.
        let long: Double?
        /// The place in words.
        let address: String?
        /// The queue it waited in.
        let queue: String?
        /// Who offers it; nil where it is the department's own.
        let offeredBy: String?
    }

    private enum CodingKeys: String, CodingKey {
        case items
        case lease = "lease_id"
        case expiresAt = "expires_at"
    }

    /// The lease, which every later word names; nil when nothing waits.
    let lease: String?
    /// Until when it holds.
    let expiresAt: String?
    /// The items.
    let items: [Item]
}
