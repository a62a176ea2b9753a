/// An element of an XML document, as it was read.
public struct ReadElement: Sendable, Hashable {
    /// An attribute of an element.
    public struct Attribute: Sendable, Hashable {
        /// Its name, with its prefix.
        public let name: String
        /// Its value, references resolved.
        public let value: String
    }

    /// Its name, with its prefix.
    public let name: String
    /// Its attributes, namespace declarations among them.
    public let attributes: [Attribute]
    /// The elements in it.
    public let children: [ReadElement]
    /// All text that stands directly in it, references resolved.
    public let text: String
}

/// An XML document, as it was read.
public struct ReadDocument: Sendable, Hashable {
    /// Whether it begins with an XML declaration.
    public let hasDeclaration: Bool
    /// The encoding its declaration names.
    public let encoding: String?
    /// The outermost element.
    public let root: ReadElement
}
