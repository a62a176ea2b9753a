/// Whose key it is.
public struct APIKeyHolder: Sendable, Hashable {
    /// The jurisdiction's code.
    public let jurisdiction: String
    /// The department it speaks for.
    public let department: String
    /// The readable part of the key, for logs.
    public let prefix: String
    /// The owner of its idempotency keys: the first of the keys that were each made to replace the one before.
    public let client: String
    /// What it may be used for.
    public let scopes: Set<APIScope>

    /// Names a holder; without a client, of a key that replaced none.
    public init(
        jurisdiction: String,
        department: String,
        prefix: String,
        client: String? = nil,
        scopes: Set<APIScope> = APIScope.standard
    ) {
        self.jurisdiction = jurisdiction
        self.department = department
        self.prefix = prefix
        self.client = client ?? prefix
        self.scopes = scopes
    }
}
