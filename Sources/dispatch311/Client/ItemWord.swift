/// What is said of one item, as the department API wants it.
struct ItemWord: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case item = "item_id"
        case outcome, detail, note, reference
    }

    /// The item's number.
    let item: Int64
    /// What really happened; for completions.
    var outcome: String?
    /// The word behind an outcome that needs one.
    var detail: String?
    /// What the resident is told; for completions.
    var note: String?
    /// The department's own number for it; for acceptances.
    var reference: String?
}
