import Foundation

/// A text as pages may show it: the ways in which its line breaks and what cannot be shown are written.
struct ShownText: Sendable {
    private let ways: Set<String>

    /// The text in a page, where markup is written as references.
    init(_ text: String, isEscaped: Bool = true) {
        // Fields lose the blanks around them.
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let plain = text.replacing(/\r\n|\r/.matchingSemantics(.unicodeScalar), with: "\n")
        ways = Set(
            [text, plain].flatMap { text in
                ["\u{FFFD}", ""].map { Self.written(text, control: $0, isEscaped: isEscaped) }
            }
        )
    }

    /// Whether it stands in a document, byte for byte; the document has no U+0000, where C's strings end.
    func stands(in document: String) -> Bool {
        document.withCString { document in
            ways.contains { way in way.withCString { strstr(document, $0) != nil } }
        }
    }

    private static func written(_ text: String, control: String, isEscaped: Bool) -> String {
        var written = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x3C where isEscaped: written += "&lt;"
            case 0x3E where isEscaped: written += "&gt;"
            case 0x26 where isEscaped: written += "&amp;"
            case 0x22 where isEscaped: written += "&quot;"
            case 0x27 where isEscaped: written += "&#39;"
            case 0x202A...0x202E, 0x2066...0x2069: continue
            case 0x9, 0xA, 0xD: written.unicodeScalars.append(scalar)
            case ..<0x20, 0x7F: written += control
            // Pages show them, which is nothing; what drops controls drops them.
            case 0x80...0x9F where control.isEmpty: continue
            default: written.unicodeScalars.append(scalar)
            }
        }
        return written
    }
}

extension String {
    /// Whether it has only what staff and residents may write, in one line or several.
    func isWritable(isOneLine: Bool) -> Bool {
        unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x9, 0xA, 0xD: !isOneLine
            case ..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
    }
}
