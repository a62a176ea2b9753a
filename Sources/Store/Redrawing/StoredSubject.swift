/// A stored service request as it is decided, and the versions of the layers it was decided by.
public struct StoredSubject: Sendable {
    /// Its number, which the jurisdiction's cipher turns into the public id.
    public let number: Int64
    /// Whether somebody still has to do something.
    public let isOpen: Bool
    /// Whether it was kept from the public when it came in.
    public let isPrivate: Bool
    /// What a decision needs of it.
    public let subject: RequestSubject
    /// The versions by layer that its latest decision names; nil where they were not asked for.
    public let layerVersions: [String: String]?
}
