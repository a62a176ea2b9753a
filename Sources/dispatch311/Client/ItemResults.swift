/// What the department API says became of each item.
struct ItemResults: Decodable, Sendable {
    /// One item.
    struct Result: Decodable, Sendable {
        private enum CodingKeys: String, CodingKey {
            case outcome
            case item = "item_id"
        }

        /// The item's number.
        let item: Int64
        /// `ok`, `stale`, `cancelled`, `unknown` or `refused`.
        let outcome: String
    }

    /// In the order they were named.
    let results: [Result]
}
