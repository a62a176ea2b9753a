/// Writes values as XML 1.0 in UTF-8, without attributes, namespaces or blanks between elements.
///
/// A value is an element with the name it has in JSON. An array is an element with one child an item, named by
/// `ElementNames`; an array or object without members, null and an empty text are all an empty element, which the
/// Spark convention reads as null. Numbers and truth values have JSON's text.
///
/// Every text is written so that a parser gives back the text JSON carries, carriage returns included, which a parser
/// would otherwise turn into line feeds. The one exception: XML 1.0 has no way at all, not even as a character
/// reference, to hold U+0000 to U+001F but for tab, line feed and carriage return, nor U+FFFE and U+FFFF (its
/// production Char). Each of these becomes U+FFFD, the replacement character, in XML alone; JSON carries it as it is.
struct XMLWriter {
    private(set) var bytes = Array(#"<?xml version="1.0" encoding="utf-8"?>"#.utf8) + [UInt8(ascii: "\n")]

    mutating func write(_ value: WireValue, as name: String) {
        if case .repeated(let values) = value, !values.isEmpty {
            for value in values { write(value, as: name) }
            return
        }
        let name = ElementNames.element(name)
        guard !value.isEmptyElement else {
            tag("<", name, "/>")
            return
        }
        tag("<", name, ">")
        switch value {
        case .string(let text): write(text)
        case .number(let number): append(number.description)
        case .integer(let number): append(number.description)
        case .bool(let flag): append(flag ? "true" : "false")
        case .null, .repeated: break
        case .array(let values):
            let item = ElementNames.item(of: name)
            for value in values { write(value, as: item) }
        case .object(let members):
            for member in members { write(member.value, as: member.name) }
        }
        tag("</", name, ">")
    }

    private mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { characters in
            // Everything between two characters that cannot stand as they are goes in as one piece.
            var start = 0
            var index = 0
            while index < characters.count {
                guard let (substitute, length) = Self.substitute(at: index, of: characters) else {
                    index += 1
                    continue
                }
                bytes.append(contentsOf: characters[start..<index])
                append(substitute)
                index += length
                start = index
            }
            bytes.append(contentsOf: characters[start...])
        }
    }

    /// What stands for the character that begins at an index and how many bytes that has; nil where it stands itself.
    private static func substitute(at index: Int, of characters: UnsafeBufferPointer<UInt8>) -> (String, Int)? {
        switch characters[index] {
        case UInt8(ascii: "&"): ("&amp;", 1)
        case UInt8(ascii: "<"): ("&lt;", 1)
        // Only `]]>` needs it.
        case UInt8(ascii: ">"): ("&gt;", 1)
        case UInt8(ascii: "\r"): ("&#13;", 1)
        case UInt8(ascii: "\t"), UInt8(ascii: "\n"): nil
        case 0..<0x20: (replacement, 1)
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        case 0xEF where index + 2 < characters.count && characters[index + 1] == 0xBF && characters[index + 2] >= 0xBE:
            (replacement, 3)
        default: nil
        }
    }

    private static let replacement = "\u{FFFD}"

    private mutating func tag(_ start: String, _ name: String, _ end: String) {
        append(start)
        append(name)
        append(end)
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}

extension WireValue {
    /// Whether there is nothing to write between an element's two tags.
    fileprivate var isEmptyElement: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        // JSON has null for it.
        case .number(let number): !number.isFinite
        case .integer, .bool: false
        case .array(let values), .repeated(let values): values.isEmpty
        case .object(let members): members.isEmpty
        }
    }
}
