/// Reads JSON strictly by RFC 8259, and bounded.
///
/// What most parsers forgive is refused with words: a byte order mark, numbers with leading zeros (the wiki's own
/// examples have them), commas before a closing bracket, a name twice in an object, half a surrogate pair.
struct JSONReader {
    let bytes: [UInt8]
    var position = 0

    private let limits: ReadLimits
    private var count = 0

    init(_ bytes: [UInt8], limits: ReadLimits = ReadLimits()) {
        self.bytes = bytes
        self.limits = limits
    }

    /// The one value of the body.
    mutating func document() throws(ReadFault) -> ReadValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw fault("JSON", found: "a byte order mark before it") }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw ReadFault(expected: "text in UTF-8", found: "bytes that are not")
        }
        let value = try value(depth: 0)
        skipBlanks()
        guard position == bytes.count else { throw fault("the end of the body") }
        return value
    }

    private mutating func value(depth: Int) throws(ReadFault) -> ReadValue {
        guard depth <= limits.depth else {
            throw fault("at most \(limits.depth) levels", found: "deeper nesting")
        }
        count += 1
        guard count <= limits.values else { throw fault("at most \(limits.values) values", found: "more") }
        skipBlanks()
        guard position < bytes.count else { throw fault("a value") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default:
            for (word, value) in [("true", ReadValue.bool(true)), ("false", .bool(false)), ("null", .null)]
            where bytes[position...].starts(with: word.utf8) {
                position += word.utf8.count
                return value
            }
            throw fault("a value")
        }
    }

    private mutating func object(depth: Int) throws(ReadFault) -> ReadValue {
        position += 1
        var members: [ReadValue.Member] = []
        var names: Set<String> = []
        skipBlanks()
        if skip("}") { return .object([]) }
        repeat {
            skipBlanks()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw fault("a member's name in quotation marks")
            }
            let start = position
            let name = try text()
            guard names.insert(name).inserted else {
                position = start
                throw fault("each name once in an object", found: "“\(Excerpt.line(name))” a second time")
            }
            skipBlanks()
            guard skip(":") else { throw fault("a colon after “\(Excerpt.line(name))”") }
            members.append(ReadValue.Member(name, try value(depth: depth + 1)))
            skipBlanks()
        } while skip(",")
        guard skip("}") else { throw fault("a comma or }") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(ReadFault) -> ReadValue {
        position += 1
        var values: [ReadValue] = []
        skipBlanks()
        if skip("]") { return .array([]) }
        repeat {
            values.append(try value(depth: depth + 1))
            skipBlanks()
        } while skip(",")
        guard skip("]") else { throw fault("a comma or ]") }
        return .array(values)
    }

    mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    func fault(_ expected: String, found: String? = nil) -> ReadFault {
        let rest = bytes[min(position, bytes.count)...].prefix(40)
        let what = found ?? (rest.isEmpty ? "the end of the body" : "“\(Excerpt.line(rest))”")
        return ReadFault(expected: expected, found: what, in: bytes, at: position)
    }
}
