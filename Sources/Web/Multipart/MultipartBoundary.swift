/// What separates the parts of a body, as its Content-Type says (RFC 2046, 5.1.1).
struct MultipartBoundary: Sendable, Hashable {
    /// 1 to 70 bytes.
    let text: String

    /// Reads a Content-Type; nil unless it is `multipart/form-data` with one boundary that may be one.
    init?(contentType: String) {
        var rest = contentType[...]
        guard Self.token(&rest)?.lowercased() == "multipart", rest.popFirst() == "/",
            Self.token(&rest)?.lowercased() == "form-data"
        else { return nil }
        var found: String?
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" }
            guard let separator = rest.popFirst() else { break }
            guard separator == ";" else { return nil }
            rest = rest.drop { $0 == " " || $0 == "\t" }
            if rest.isEmpty { break }
            guard let name = Self.token(&rest), rest.popFirst() == "=" else { return nil }
            guard let value = rest.first == "\"" ? Self.quoted(&rest) : Self.token(&rest) else { return nil }
            guard name.lowercased() == "boundary" else { continue }
            guard found == nil else { return nil }
            found = value
        }
        guard let found, Self.isBoundary(found) else { return nil }
        text = found
    }

    private static func isBoundary(_ text: String) -> Bool {
        (1...70).contains(text.utf8.count) && text.utf8.last != UInt8(ascii: " ")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "'()+_,-./:=? ".utf8.contains(byte)
                }
            }
    }

    /// Letters up to a separator; nil where there is none.
    private static func token(_ rest: inout Substring) -> String? {
        let token = rest.prefix { $0.isASCII && !$0.isWhitespace && !"()<>@,;:\\\"/[]?=".contains($0) }
        rest = rest[token.endIndex...]
        return token.isEmpty ? nil : String(token)
    }

    /// A text between quotation marks; nil where the second one is missing.
    private static func quoted(_ rest: inout Substring) -> String? {
        rest = rest.dropFirst()
        var text = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return text
            case "\\":
                guard let next = rest.popFirst() else { return nil }
                text.append(next)
            default: text.append(character)
            }
        }
        return nil
    }
}
