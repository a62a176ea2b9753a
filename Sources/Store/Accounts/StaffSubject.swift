/// Who somebody is at the city's own sign-in: the subject alone may be somebody else's at another issuer.
public struct StaffSubject: Sendable, Hashable {
    /// The provider.
    public let issuer: String
    /// Whom the provider means.
    public let subject: String

    /// Of an ID token that was looked at.
    public init(issuer: String, subject: String) {
        (self.issuer, self.subject) = (issuer, subject)
    }
}
