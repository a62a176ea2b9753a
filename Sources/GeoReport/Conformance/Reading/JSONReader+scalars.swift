extension JSONReader {
    /// A text in quotation marks, its escapes resolved.
    mutating func text() throws(ReadFault) -> String {
        position += 1
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text.append(contentsOf: Array(String(Character(try escape())).utf8))
            case 0..<0x20:
                throw fault("control characters in a text to be escaped", found: "byte \(byte)")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw fault("the end of the text")
    }

    private mutating func escape() throws(ReadFault) -> Unicode.Scalar {
        position += 1
        let named: [(Unicode.Scalar, Unicode.Scalar)] = [
            ("\"", "\""), ("\\", "\\"), ("/", "/"), ("b", "\u{8}"), ("f", "\u{C}"), ("n", "\n"), ("r", "\r"),
            ("t", "\t"),
        ]
        for (mark, scalar) in named where skip(mark) { return scalar }
        guard skip("u") else { throw fault("a known escape after \\") }
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        // What is no scalar is half a pair.
        guard first < 0xDC00, skip("\\"), skip("u") else {
            throw fault("a surrogate pair", found: "half of one")
        }
        let second = try unit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw fault("a surrogate pair", found: "half of one") }
        return scalar
    }

    private mutating func unit() throws(ReadFault) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits after \\u") }
        position += 4
        return unit
    }

    /// A number, as it is written.
    mutating func number() throws(ReadFault) -> String {
        let start = position
        _ = skip("-")
        let hasZero = skip("0")
        let digits = digits()
        guard hasZero || digits > 0 else { throw fault("a digit") }
        guard !hasZero || digits == 0 else {
            position = start
            throw fault("a number without leading zeros")
        }
        if skip(".") {
            guard self.digits() > 0 else { throw fault("a digit after the point") }
        }
        if skip("e") || skip("E") {
            _ = skip("+") || skip("-")
            guard self.digits() > 0 else { throw fault("a digit in the exponent") }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        return position - start
    }
}
