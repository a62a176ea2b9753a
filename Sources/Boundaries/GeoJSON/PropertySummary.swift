/// What the features of a file say under one property: enough to choose a layer's key by.
public struct PropertySummary: Sendable, Hashable {
    /// The property's name.
    public let name: String

    /// The first few different values as text, in the file's order; long ones are cut.
    public let examples: [String]

    /// The features that have a value there which is not null.
    public let count: Int

    /// Whether it can be the key: each feature has a text or a whole number there, and no two the same.
    public let isUnique: Bool
}
