/// An element of an XML document as GeoReport writes them: either children or a text, and nothing else.
public struct XMLElement: Sendable {
    /// Its name.
    public let name: String
    /// Its children, in their order.
    public let children: [XMLElement]
    /// Its text, with references resolved; empty where it has children.
    public let text: String

    /// Reads a whole document in UTF-8.
    ///
    /// Stricter than XML: exactly the declaration GeoReport asks for, and no attributes, namespaces, comments,
    /// processing instructions, document types or CDATA sections, nor texts beside elements.
    public init(reading document: String) throws(XMLFault) {
        var reader = XMLReader(document)
        self = try reader.document()
    }

    init(name: String, children: [XMLElement], text: String) {
        self.name = name
        self.children = children
        self.text = text
    }
}

/// Why a document is refused: what was expected, and the number of the character where it was not found.
public struct XMLFault: Error, CustomStringConvertible {
    /// The words.
    public let description: String
}
