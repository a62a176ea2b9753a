extension ElementReader {
    /// Refuses bytes that are no UTF-8, and characters that XML 1.0 has no place for.
    func checkCharacters() throws(ReadFault) {
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            throw ReadFault(expected: "text in UTF-8", found: "UTF-16")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ReadFault(expected: "text in UTF-8", found: "bytes that are not")
        }
        // Where every byte is a plain character there is nothing to look for.
        guard bytes.contains(where: { $0 < 0x20 || $0 >= 0xEF }),
            let index = text.unicodeScalars.firstIndex(where: { !Self.isCharacter($0) })
        else { return }
        let number = String(text.unicodeScalars[index].value, radix: 16, uppercase: true)
        throw ReadFault(
            expected: "characters that XML has",
            found: "U+\(String(repeating: "0", count: max(0, 4 - number.count)))\(number)",
            in: bytes,
            at: text.utf8.distance(from: text.startIndex, to: index)
        )
    }

    /// Whether XML 1.0 has it: its production Char.
    static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// A parser makes one line feed of CR LF and of CR alone (XML 1.0, 2.11).
    static func withPlainLineBreaks(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(0x0D) else { return bytes }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0A, index > 0, bytes[index - 1] == 0x0D { continue }
            plain.append(byte == 0x0D ? 0x0A : byte)
        }
        return plain
    }

    static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    /// Letters beyond ASCII are names' letters too; which of them exactly does not matter here.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...0xFF,
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: ":"):
            true
        default: false
        }
    }

    func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    /// Passes over a text; says whether it was there.
    mutating func skip(_ text: String) -> Bool {
        guard starts(with: text) else { return false }
        position += text.utf8.count
        return true
    }

    /// Passes over blanks; says whether there were any.
    @discardableResult
    mutating func skipBlanks() -> Bool {
        let start = position
        while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
        return position > start
    }

    mutating func expect(_ text: String) throws(ReadFault) {
        guard skip(text) else { throw fault(text) }
    }

    func fault(_ expected: String, found: String? = nil) -> ReadFault {
        let rest = bytes[min(position, bytes.count)...].prefix(40)
        let what = found ?? (rest.isEmpty ? "the end of the body" : "“\(Excerpt.line(rest))”")
        return ReadFault(expected: expected, found: what, in: bytes, at: position)
    }
}
