/// What a client sent, made fit to be repeated in a message: cut short, on one line, in quotation marks.
struct Quotation: CustomStringConvertible {
    static let longest = 60

    let description: String

    init(_ text: some StringProtocol) {
        description = "“\(Self.bare(text))”"
    }

    /// The same without quotation marks, for the name of a parameter.
    static func bare(_ text: some StringProtocol) -> String {
        var shown = String.UnicodeScalarView()
        var isCut = false
        for scalar in text.unicodeScalars {
            guard shown.count < Self.longest else {
                isCut = true
                break
            }
            switch scalar.properties.generalCategory {
            // Control characters, and the invisible ones that turn the direction of the text round.
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: shown.append(" ")
            default: shown.append(scalar)
            }
        }
        return String(shown) + (isCut ? "…" : "")
    }
}
