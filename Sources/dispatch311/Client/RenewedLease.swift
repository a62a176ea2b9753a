/// What the department API answers to a renewal.
struct RenewedLease: Decodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case items
        case expiresAt = "expires_at"
    }

    /// Until when it holds now; nil when it is gone.
    let expiresAt: String?
    /// What it still holds.
    let items: [Int64]
}
