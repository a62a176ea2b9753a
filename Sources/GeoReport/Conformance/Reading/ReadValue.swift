/// A value of an answer as it was read from JSON or from XML, so that one check serves both.
///
/// What a format cannot say is not made up: JSON's texts, numbers and truth values stay apart, and an element's text,
/// which has no type, is `untyped`. XML has been read by the Spark convention: a list's element is an array, an empty
/// element null.
public enum ReadValue: Sendable, Hashable {
    /// A member of an object.
    public struct Member: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// What it holds.
        public let value: ReadValue

        /// Creates a member.
        public init(_ name: String, _ value: ReadValue) {
            self.name = name
            self.value = value
        }
    }

    case null
    case bool(Bool)
    /// A number, as it was written.
    case number(String)
    case text(String)
    /// The text of an element of XML.
    case untyped(String)
    case array([ReadValue])
    case object([Member])
}

extension ReadValue {
    /// A member of an object; nil where there is none such, or no object.
    public subscript(name: String) -> ReadValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The names of an object's members, in their order.
    public var names: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.name)
    }

    /// The elements of an array; nil for anything else.
    public var elements: [ReadValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The text of a value that is no list and no object, without blanks at its ends; nil where there is nothing.
    public var word: String? {
        switch self {
        case .null, .array, .object: nil
        case .bool(let flag): flag ? "true" : "false"
        case .number(let text), .text(let text), .untyped(let text): text.trimmed
        }
    }

    /// Whether it is a list or an object.
    public var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }

    /// A short piece of it for a message, as JSON would write it.
    public var shown: String {
        let text =
            switch self {
            case .null: "null"
            case .bool(let flag): "\(flag)"
            case .number(let text): text
            case .text(let text), .untyped(let text): "“\(text)”"
            case .array(let values): "a list of \(values.count)"
            case .object(let members):
                "an object with \(members.prefix(3).map(\.name).joined(separator: ", "))"
                    + (members.count > 3 ? ", …" : "")
            }
        return Excerpt.line(text)
    }
}
