extension String {
    private static let plainForms: [Unicode.Scalar: String] = [
        "…": "...", "·": "-", "–": "-", "—": "-", "−": "-", "─": "-", "×": "x", "’": "'", "‘": "'", "“": "\"",
        "”": "\"", "\u{A0}": " ", "\u{202F}": " ", "≤": "<=", "≥": ">=", "→": "->", "✓": "ok", "✗": "FAIL", "²": "2",
    ]

    /// Whether a terminal would obey some of it instead of showing it, end a line there, or turn its direction round.
    var hasControlCharacters: Bool { unicodeScalars.contains(where: Self.isControl) }

    /// The text with control characters but line feeds as `\u{1b}`: what others wrote must not steer a terminal.
    var escaped: String {
        guard hasControlCharacters else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            text += Self.isControl(scalar) && scalar != "\n" ? Self.code(scalar) : String(scalar)
        }
    }

    /// The text in ASCII: signs by the like, letters that ASCII has not as `\u{e9}`.
    var plain: String {
        guard !utf8.allSatisfy({ $0 < 0x80 }) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            text += scalar.isASCII ? String(scalar) : Self.plainForms[scalar] ?? Self.code(scalar)
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        if ("\u{202A}"..."\u{202E}").contains(scalar) || ("\u{2066}"..."\u{2069}").contains(scalar) { return true }
        return switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func code(_ scalar: Unicode.Scalar) -> String { "\\u{\(String(scalar.value, radix: 16))}" }
}
