/// Text of any script and length as short lines of ASCII (RFC 2045, 6.7).
enum QuotedPrintable {
    /// The text's lines, each ended by LF; CR LF and CR end a line too, and the last line always has an end.
    static func encode(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count + bytes.count / 8)
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == lineFeed || byte == carriageReturn {
            // The line feed of a CR LF has nothing before it that has not been written.
            if byte == carriageReturn || index == 0 || bytes[index - 1] != carriageReturn {
                append(bytes[start..<index], to: &encoded)
            }
            start = index + 1
        }
        if start < bytes.count { append(bytes[start...], to: &encoded) }
        return encoded
    }

    /// The bytes of a character as `=C3=A9`.
    static func code(of scalar: Unicode.Scalar) -> String {
        String(scalar).utf8.reduce(into: "") { code, byte in
            for digit in self.code(of: byte) { code.unicodeScalars.append(Unicode.Scalar(digit)) }
        }
    }

    private static func append(_ line: ArraySlice<UInt8>, to encoded: inout [UInt8]) {
        var column = 0
        var rest = line
        while let byte = rest.first {
            // A character is never divided between two lines.
            let length = 1 + rest.dropFirst().prefix { $0 & 0xC0 == 0x80 }.count
            var isPlain = isPlain(byte, of: rest, isFirst: column == 0)
            // 76 with the `=` that says the line goes on.
            if column + (isPlain ? 1 : 3 * length) > 75 {
                encoded += [equals, lineFeed]
                column = 0
                isPlain = self.isPlain(byte, of: rest, isFirst: true)
            }
            if isPlain {
                encoded.append(byte)
            } else {
                for byte in rest.prefix(length) { encoded += code(of: byte) }
            }
            column += isPlain ? 1 : 3 * length
            rest = rest.dropFirst(length)
        }
        encoded.append(lineFeed)
    }

    /// Whether the first byte of what is left of a line may stand as it is.
    private static func isPlain(_ byte: UInt8, of rest: ArraySlice<UInt8>, isFirst: Bool) -> Bool {
        switch byte {
        // Mailers take blanks away at the ends of lines.
        case UInt8(ascii: " "), UInt8(ascii: "\t"): rest.count > 1
        case equals: false
        // A point alone on a line ends a mail, "From " begins one in a file of mails.
        case UInt8(ascii: "."): !isFirst
        case UInt8(ascii: "F"): !(isFirst && rest.starts(with: "From ".utf8))
        default: (UInt8(ascii: "!")...UInt8(ascii: "~")).contains(byte)
        }
    }

    private static func code(of byte: UInt8) -> [UInt8] { [equals, digits[Int(byte >> 4)], digits[Int(byte & 15)]] }

    private static let digits = Array("0123456789ABCDEF".utf8)
    private static let equals = UInt8(ascii: "=")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
