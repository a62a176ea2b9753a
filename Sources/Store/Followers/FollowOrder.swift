/// That somebody typed an address to be told of something at.
public struct FollowOrder: Sendable {
    /// What is to be followed.
    public let subject: FollowSubject
    /// The address, which a mailer must take; nobody knows yet whose it is.
    public let email: String
    /// The language of the mails.
    public let language: String
    /// The key of whoever opened the request by its private link; nil for everybody else.
    public let key: RequestKey?

    /// Creates an order.
    public init(_ subject: FollowSubject, email: String, language: String, key: RequestKey? = nil) {
        (self.subject, self.email, self.language, self.key) = (subject, email, language, key)
    }
}
