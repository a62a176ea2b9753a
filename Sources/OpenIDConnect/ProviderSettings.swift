/// What the city's IT says of its own sign-in.
public struct ProviderSettings: Sendable {
    /// The issuer, letter by letter as the provider's own document has it.
    public let issuer: ProviderAddress
    /// The name the provider knows this program by.
    public let clientID: String
    /// The secret it knows it by; nil for a public client, which PKCE alone vouches for.
    public let clientSecret: String?
    /// What staff call it: "City sign-in".
    public let name: String
    /// How long anything is waited for, and how much of an answer is read.
    public var limits: ProviderLimits

    /// Creates them; nothing is asked of the provider yet.
    public init(
        issuer: ProviderAddress,
        clientID: String,
        clientSecret: String?,
        name: String,
        limits: ProviderLimits = ProviderLimits()
    ) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.name = name
        self.limits = limits
    }
}
