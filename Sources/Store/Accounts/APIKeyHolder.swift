/// Whose key it is.
public struct APIKeyHolder: Sendable, Hashable {
    /// The jurisdiction's code.
    public let jurisdiction: String
    /// The department it speaks for.
    public let department: String
    /// The readable part of the key, for logs and as the owner of idempotency keys.
    public let prefix: String
    /// What it may be used for.
    public let scopes: Set<APIScope>

    /// Names a holder.
    public init(jurisdiction: String, department: String, prefix: String, scopes: Set<APIScope> = APIScope.standard) {
        self.jurisdiction = jurisdiction
        self.department = department
        self.prefix = prefix
        self.scopes = scopes
    }
}
