/// A response body before it is bytes: a tree whose objects keep the order of their members.
public enum WireValue: Sendable, Hashable {
    /// A member of an object.
    public struct Member: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// What it holds.
        public let value: WireValue

        /// Creates a member.
        public init(_ name: String, _ value: WireValue) {
            self.name = name
            self.value = value
        }
    }

    case string(String)
    /// A number with a fraction; written as null when it is not finite, for JSON has no such number.
    case number(Double)
    case integer(Int)
    case bool(Bool)
    case null
    case array([WireValue])
    /// What may be there more than once: in XML an element each, in JSON one value as it is and several as a list.
    case repeated([WireValue])
    case object([Member])

    /// A text, or null where there is none: an empty element of XML is null in JSON (GeoReport's Spark convention).
    public static func text(_ text: String?) -> WireValue {
        guard let text, !text.isEmpty else { return .null }
        return .string(text)
    }
}

extension WireValue: ExpressibleByDictionaryLiteral {
    /// Creates an object whose members keep the literal's order.
    public init(dictionaryLiteral elements: (String, WireValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}
