extension ElementReader {
    /// The XML declaration; gives the encoding it names.
    mutating func declaration() throws(ReadFault) -> String? {
        try expect("<?xml")
        skipBlanks()
        try expect("version")
        skipBlanks()
        try expect("=")
        skipBlanks()
        guard try quoted() == "1.0" else { throw fault("version 1.0 of XML", found: "another") }
        skipBlanks()
        var encoding: String?
        if skip("encoding") {
            skipBlanks()
            try expect("=")
            skipBlanks()
            encoding = try quoted()
            skipBlanks()
        }
        if skip("standalone") {
            skipBlanks()
            try expect("=")
            skipBlanks()
            _ = try quoted()
            skipBlanks()
        }
        try expect("?>")
        return encoding
    }

    /// Passes over blanks, comments and processing instructions around the outermost element.
    mutating func skipMiscellany() throws(ReadFault) {
        repeat { skipBlanks() } while try skipAside()
    }

    /// Passes over a comment or a processing instruction; refuses a document type.
    ///
    /// - Returns: whether there was one.
    mutating func skipAside() throws(ReadFault) -> Bool {
        if skip("<!--") {
            _ = try piece(upTo: "-->", of: "a comment")
            return true
        }
        if skip("<?") {
            _ = try piece(upTo: "?>", of: "a processing instruction")
            return true
        }
        if starts(with: "<!DOCTYPE") {
            throw fault("no document type", found: "<!DOCTYPE: document types and their entities are refused")
        }
        return false
    }

    /// The bytes up to an end, which is passed over.
    mutating func piece(upTo end: String, of what: String) throws(ReadFault) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count {
            if starts(with: end) {
                let piece = bytes[start..<position]
                position += end.utf8.count
                return piece
            }
            position += 1
        }
        throw fault("the end of \(what), \(end)")
    }

    /// A value in single or double quotation marks.
    mutating func quoted() throws(ReadFault) -> String {
        guard position < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[position]) else {
            throw fault("a value in quotation marks")
        }
        let mark = bytes[position]
        position += 1
        var value: [UInt8] = []
        while position < bytes.count, bytes[position] != mark {
            switch bytes[position] {
            case UInt8(ascii: "&"): try reference(into: &value)
            case UInt8(ascii: "<"): throw fault("&lt; in a value", found: "< unescaped")
            default:
                value.append(bytes[position])
                position += 1
            }
        }
        guard position < bytes.count else { throw fault("the end of a value") }
        position += 1
        return String(decoding: value, as: UTF8.self)
    }

    /// One of the five entities, or a character by its number.
    mutating func reference(into text: inout [UInt8]) throws(ReadFault) {
        let named = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'")]
        for (reference, character) in named where skip(reference) {
            text.append(contentsOf: Array(character.utf8))
            return
        }
        let start = position
        guard skip("&#") else { throw fault("one of XML's five entities or a character's number after &") }
        let radix = skip("x") ? 16 : 10
        let digits = bytes[position...].prefix(8).prefix { $0 != UInt8(ascii: ";") }
        position += digits.count
        guard skip(";"), digits.first != UInt8(ascii: "+"),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: radix),
            let scalar = Unicode.Scalar(value), Self.isCharacter(scalar)
        else {
            position = start
            throw fault("the number of a character that XML has")
        }
        text.append(contentsOf: Array(String(Character(scalar)).utf8))
    }

    /// A name, with its prefix where it has one.
    mutating func name() throws(ReadFault) -> String {
        let start = position
        while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
        let first = position > start ? bytes[start] : 0
        let isStart = first >= 0x80 || first == UInt8(ascii: "_") || Character(Unicode.Scalar(first)).isLetter
        guard isStart else {
            position = start
            throw fault("a name")
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}
