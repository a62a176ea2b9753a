/// Looks through a file's bytes before the decoder does.
///
/// Is it JSON, how deep, how much?
/// `JSONDecoder` recurses, keeps an entry a value, takes a comma too many and tells no place; a hostile or broken file
/// is stopped here, with a line and a column, before it costs memory. Grammar of RFC 8259, no recursion, one pass.
struct JSONCheck {
    struct Fault: Error {
        let kind: BoundaryFault.Kind
        let message: String
    }

    private let limits: BoundaryLimits
    private let maximumValues: Int
    private var offset = 0
    private var values = 0
    private var positions = 0
    /// For each open bracket whether it is an object.
    private var open: [Bool] = []

    /// Throws the file's first fault.
    static func check(_ bytes: Span<UInt8>, limits: BoundaryLimits) throws(Fault) {
        var check = JSONCheck(limits: limits)
        do throws(Fault) {
            try check.document(bytes)
        } catch {
            let place = Self.place(of: check.offset, in: bytes)
            throw Fault(kind: error.kind, message: error.message + " at " + place)
        }
    }

    private init(limits: BoundaryLimits) {
        self.limits = limits
        // A position is an array and two or three numbers; a ring, a feature and its properties come on top.
        maximumValues = 5 * limits.maximumVertices + 200 * limits.maximumFeatures
    }

    private static func place(of offset: Int, in bytes: Span<UInt8>) -> String {
        var line = 1
        var start = 0
        for index in 0..<min(offset, bytes.count) where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            start = index + 1
        }
        return "line \(line), column \(offset - start + 1)"
    }

    private mutating func document(_ bytes: Span<UInt8>) throws(Fault) {
        // RFC 8259 part 8.1 lets a reader pass over a byte order mark.
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
        try value(bytes)
        while let isObject = open.last {
            skipBlanks(bytes)
            switch try next(bytes, "a comma or a closing bracket") {
            case UInt8(ascii: ","):
                offset += 1
                if isObject { try name(bytes) }
                try value(bytes)
            case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
                offset += 1
                open.removeLast()
            default:
                throw unexpected(bytes, expected: isObject ? "a comma or }" : "a comma or ]")
            }
        }
        skipBlanks(bytes)
        if offset < bytes.count { throw unexpected(bytes, expected: "the end of the file") }
    }

    /// Passes over one value; an array or object is left open unless it is empty.
    private mutating func value(_ bytes: Span<UInt8>) throws(Fault) {
        while true {
            skipBlanks(bytes)
            let byte = try next(bytes, "a value")
            values += 1
            if values > maximumValues {
                throw Fault(kind: .tooManyValues, message: "expected at most \(maximumValues) values, found more")
            }
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                if open.count == limits.maximumDepth {
                    let message = "expected at most \(limits.maximumDepth) levels of brackets, found another"
                    throw Fault(kind: .tooDeep, message: message)
                }
                offset += 1
                skipBlanks(bytes)
                let first = try next(bytes, "a value or a closing bracket")
                if first == byte + 2 {
                    offset += 1
                    return
                }
                open.append(byte == UInt8(ascii: "{"))
                if byte == UInt8(ascii: "{") {
                    try name(bytes)
                } else if Self.startsNumber(first) {
                    try countPosition()
                }
            case UInt8(ascii: "\""): return try string(bytes)
            case UInt8(ascii: "t"): return try word("true", bytes)
            case UInt8(ascii: "f"): return try word("false", bytes)
            case UInt8(ascii: "n"): return try word("null", bytes)
            case let byte where Self.startsNumber(byte): return try number(bytes)
            default: throw unexpected(bytes, expected: "a value")
            }
        }
    }

    /// An array that begins with a number is a position, or as good as one.
    private mutating func countPosition() throws(Fault) {
        positions += 1
        guard positions > limits.maximumVertices else { return }
        let message = "expected at most \(limits.maximumVertices) positions, found another"
        throw Fault(kind: .tooManyPositions, message: message)
    }

    private mutating func name(_ bytes: Span<UInt8>) throws(Fault) {
        skipBlanks(bytes)
        guard try next(bytes, "a name in quotes") == UInt8(ascii: "\"") else {
            throw unexpected(bytes, expected: "a name in quotes")
        }
        try string(bytes)
        skipBlanks(bytes)
        guard try next(bytes, "a colon") == UInt8(ascii: ":") else { throw unexpected(bytes, expected: "a colon") }
        offset += 1
    }

    private mutating func string(_ bytes: Span<UInt8>) throws(Fault) {
        offset += 1
        while true {
            let byte = try next(bytes, "the end of a text")
            if byte < 0x20 { throw unexpected(bytes, expected: "a character of a text") }
            offset += 1
            if byte == UInt8(ascii: "\"") { return }
            // What follows a backslash is the decoder's to judge; a quote there does not end the text.
            if byte == UInt8(ascii: "\\") { offset += 1 }
        }
    }

    private mutating func number(_ bytes: Span<UInt8>) throws(Fault) {
        if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let start = offset
        try digits(bytes)
        if bytes[start] == UInt8(ascii: "0"), offset > start + 1 {
            throw Fault(kind: .syntax, message: "expected a number without leading zeros, found one with them")
        }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            try digits(bytes)
        }
        guard offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") else { return }
        offset += 1
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
            offset += 1
        }
        try digits(bytes)
    }

    private mutating func digits(_ bytes: Span<UInt8>) throws(Fault) {
        let start = offset
        while offset < bytes.count, isDigit(bytes[offset]) { offset += 1 }
        if offset == start { throw unexpected(bytes, expected: "a digit") }
    }

    private mutating func word(_ word: StaticString, _ bytes: Span<UInt8>) throws(Fault) {
        for character in word.description.utf8 {
            guard offset < bytes.count, bytes[offset] == character else {
                throw unexpected(bytes, expected: word.description)
            }
            offset += 1
        }
    }

    private mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }

    private func next(_ bytes: Span<UInt8>, _ expected: String) throws(Fault) -> UInt8 {
        guard offset < bytes.count else { throw unexpected(bytes, expected: expected) }
        return bytes[offset]
    }

    private func unexpected(_ bytes: Span<UInt8>, expected: String) -> Fault {
        guard offset < bytes.count else {
            return Fault(kind: .syntax, message: "expected \(expected), found the end of the file")
        }
        let byte = bytes[offset]
        let found = (0x21...0x7E).contains(byte) ? "\(Character(Unicode.Scalar(byte)))" : "byte \(byte)"
        return Fault(kind: .syntax, message: "expected \(expected), found \(found)")
    }

    private static func startsNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
