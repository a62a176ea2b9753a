/// What the pages take for a telephone number: 5 to 20 digits with what people write between them, and an extension.
///
/// Only the form of who somebody is asks for this: there a slip of the finger can be mended, and a number that is none is worse
/// than none. GeoReport's `phone` is text to its specification, and its clients send what another system's resident typed
/// once; nobody is there to mend it, so it is taken as it is.
enum Telephone {
    private static let digits = 5...20
    private static let extensionDigits = 1...8
    /// What stands before an extension; longer ones first.
    private static let marks = ["extension", "extensión", "ext.", "ext", "interno", "int.", "int", "anexo", "x", "#"]

    /// Whether a text may be one.
    static func isNumber(_ text: String) -> Bool {
        let text = text.lowercased()
        let number = text.prefix { $0.isDigit || $0.standsBetweenDigits }
        guard let first = number.first, first.isDigit || first == "+" || first == "(",
            digits.contains(number.count { $0.isDigit }), !number.dropFirst().contains("+")
        else { return false }
        guard number.endIndex < text.endIndex else { return true }
        let rest = text[number.endIndex...].drop { ",; ".contains($0) }
        guard let mark = marks.first(where: { rest.hasPrefix($0) }) else { return false }
        let own = rest.dropFirst(mark.count).drop { ".: ".contains($0) }
        return extensionDigits.contains(own.count) && own.allSatisfy(\.isDigit)
    }
}

extension Character {
    fileprivate var isDigit: Bool { isASCII && isNumber }

    /// Blanks, also those that do not break, and what numbers are grouped with, hyphens of all kinds among it.
    fileprivate var standsBetweenDigits: Bool { isWhitespace && !isNewline || "+()-./‐‑–".contains(self) }
}
