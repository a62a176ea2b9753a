/// What another session said with `NOTIFY`.
public struct PostgresNotification: Hashable, Sendable {
    /// The channel it was said on.
    public let channel: String

    /// The text that came with it, empty where none was given.
    public let payload: String
}
