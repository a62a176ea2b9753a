/// Who is told of something by mail.
public struct Follower: Sendable, Hashable {
    /// What their links carry.
    public let key: FollowerKey
    /// The address, as it was typed.
    public let email: String
    /// The language of their mails.
    public let language: String
    /// What they follow.
    public let subject: FollowSubject
    /// Whether it is the resident who sent the request, who is told everything of it.
    public let seesAll: Bool
    /// Whether the owner of the address has said yes.
    public let isConfirmed: Bool
}
