/// Writes values as JSON, one after the other into one buffer.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: WireValue) {
        switch value {
        case .string(let text): write(text)
        case .number(let number): append(number.isFinite ? number.description : "null")
        case .integer(let number): append(number.description)
        case .bool(let flag): append(flag ? "true" : "false")
        case .null: append("null")
        case .array(let values): write(values)
        case .repeated(let values) where values.count > 1: write(values)
        case .repeated(let values): write(values.first ?? .null)
        case .object(let members): write(members)
        }
    }

    private mutating func write(_ values: [WireValue]) {
        bytes.append(UInt8(ascii: "["))
        var isFirst = true
        for value in values {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ members: [WireValue.Member]) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for member in members {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(member.name)
            bytes.append(UInt8(ascii: ":"))
            write(member.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { characters in
            // Everything between two characters that need an escape goes in as one piece.
            var start = 0
            for index in characters.indices where Self.needsEscape(characters[index]) {
                bytes.append(contentsOf: characters[start..<index])
                escape(characters[index])
                start = index + 1
            }
            bytes.append(contentsOf: characters[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// RFC 8259 part 7: the quotation mark, the backslash and the control characters U+0000 to U+001F.
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        default:
            append(byte < 0x10 ? "\\u000" : "\\u00")
            append(String(byte, radix: 16))
        }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}
