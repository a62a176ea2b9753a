/// A piece of what a server sent, made fit for a report: on one line, and not long.
enum Excerpt {
    /// The most characters of a line.
    static let longest = 120

    /// The beginning of a text, its blanks and line breaks as single blanks, without what steers a terminal.
    static func line(_ text: some StringProtocol, longest: Int = longest) -> String {
        var shown = String.UnicodeScalarView()
        var isBlank = false
        for scalar in text.unicodeScalars {
            guard shown.count < longest else { return String(shown) + "…" }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse, .unassigned:
                if !isBlank, !shown.isEmpty { shown.append(" ") }
                isBlank = true
            default:
                shown.append(scalar)
                isBlank = false
            }
        }
        return String(shown)
    }

    /// The beginning of a body.
    static func line(_ bytes: some Collection<UInt8>) -> String {
        line(String(decoding: bytes.prefix(4 * longest), as: UTF8.self))
    }
}
