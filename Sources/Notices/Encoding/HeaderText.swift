/// Texts in headers: as they are where that is allowed, else as encoded words (RFC 2047, its encoding "Q").
enum HeaderText {
    /// `Name: text`, folded so that no line has more than 76 characters.
    ///
    /// A phrase is a name beside an address, where less may stand as it is (RFC 2047, 5 (3)).
    static func line(_ name: String, _ text: String, isPhrase: Bool = false) -> String {
        let start = "\(name):"
        guard !text.isEmpty else { return start }
        let column = start.utf8.count + 1
        let isPlain = column + text.utf8.count <= lineLimit && (isPhrase ? isAtoms(text) : isUnstructured(text))
        return "\(start) \(isPlain ? text : encodedWords(text, from: column))"
    }

    private static func isAtoms(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0.isAlphanumeric || $0 == blank } && !hasLooseBlanks(text)
    }

    private static func isUnstructured(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?") && !hasLooseBlanks(text)
    }

    /// Whether there are blanks that a reader of headers may take for one, or for none.
    private static func hasLooseBlanks(_ text: String) -> Bool {
        text.utf8.first == blank || text.utf8.last == blank || text.contains("  ")
    }

    private static func encodedWords(_ text: String, from column: Int) -> String {
        var words: [String] = []
        var word = ""
        var room = lineLimit - column
        for scalar in text.unicodeScalars {
            let code = code(of: scalar)
            // RFC 2047, 2: 75 characters a word, and a character is never divided between two.
            if start.utf8.count + word.utf8.count + code.utf8.count + end.utf8.count > min(room, 75) {
                words.append(start + word + end)
                word = ""
                // The blank the line begins with; readers leave it out between two encoded words.
                room = lineLimit - 1
            }
            word += code
        }
        words.append(start + word + end)
        return words.joined(separator: "\n ")
    }

    /// What may stand in a phrase stands as it is, whatever the header.
    private static func code(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case " ": "_"
        case _ where scalar.isASCII && UInt8(scalar.value).isAlphanumeric: String(scalar)
        case "!", "*", "+", "-", "/": String(scalar)
        default: QuotedPrintable.code(of: scalar)
        }
    }

    private static let lineLimit = 76
    private static let blank = UInt8(ascii: " ")
    private static let start = "=?utf-8?q?"
    private static let end = "?="
}
