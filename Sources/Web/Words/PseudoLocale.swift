/// A language nobody speaks, `ar-XB`: English pages in Arabic letters, a third longer, from right to left.
///
/// For tests: text that is cut off, a style that knows only left and right, and words that are in no words file show at
/// once. What residents wrote, references and addresses stay as they are.
struct PseudoLocale: Sendable {
    /// What the pages say they are written in.
    static let language = "ar"

    /// Elements whose text is no text of the page: styles and scripts, what is typed, and what is copied.
    private static let keptElements: Set<Substring> = ["script", "style", "textarea", "code"]
    private static let spokenAttributes: Set<Substring> = ["alt", "aria-label", "title", "placeholder"]

    /// The pages' own texts as they stand in attributes: those that scripts read from `data-` are such.
    private static let texts = Set(
        Vocabulary.words(in: Vocabulary.first).all.values.map { HTMLEscaping().escapeText($0) }
    )

    private static let letters: [Character] = Array("اببتثجحخدذرزسشصضطظعغفقكلمن")

    /// A page in English made one in this language.
    static func page(html: String) -> String {
        var page = ""
        page.reserveCapacity(html.utf8.count * 2)
        var rest = html[...]
        var kept: Substring?
        while let start = rest.firstIndex(of: "<") {
            let text = rest[..<start]
            page += kept == nil ? said(text) : String(text)
            let tag = tag(at: start, of: rest)
            let name = name(of: tag)
            if let open = kept {
                if name == "/\(open)" { kept = nil }
            } else if keptElements.contains(name) || (isForeign(tag) && name != "html") {
                kept = name
            }
            page += spoken(tag, name)
            rest = rest[tag.endIndex...]
        }
        return page + said(rest)
    }

    /// A text in this language; what stands between & and ; is one character of HTML, between { and } a value's place.
    static func said(_ text: Substring) -> String {
        var said = ""
        var count = 0
        var isEntity = false
        for character in text {
            if character == "&" || character == "{" { isEntity = true }
            if let place = isEntity ? nil : place(of: character) {
                said.append(letters[place])
                count += 1
                if count % 3 == 0 { said.append(letters[(place + 7) % letters.count]) }
            } else {
                said.append(character)
            }
            if character == ";" || character == "}" { isEntity = false }
        }
        return said
    }

    private static func place(of character: Character) -> Int? {
        guard character.isASCII, character.isLetter, let byte = character.lowercased().utf8.first else { return nil }
        return Int(byte - UInt8(ascii: "a"))
    }

    /// From < to >, which a value in quotation marks may hold.
    private static func tag(at start: Substring.Index, of text: Substring) -> Substring {
        var isQuoted = false
        var index = start
        while index < text.endIndex {
            if text[index] == "\"" { isQuoted.toggle() }
            if text[index] == ">", !isQuoted { return text[start...index] }
            index = text.index(after: index)
        }
        return text[start...]
    }

    private static func name(of tag: Substring) -> Substring {
        tag.dropFirst().prefix { !$0.isWhitespace && $0 != ">" }
    }

    /// Whether an element says that its text is in a language of its own, or is a reference.
    private static func isForeign(_ tag: Substring) -> Bool {
        [" lang=\"", "class=\"reference\"", "class=\"unbroken\""].contains { tag.contains($0) }
    }

    private static func spoken(_ tag: Substring, _ name: Substring) -> String {
        if name == "html" {
            return String(tag).replacing("lang=\"en\"", with: "lang=\"\(language)\"")
                .replacing("dir=\"ltr\"", with: "dir=\"rtl\"")
        }
        var said = ""
        var rest = tag
        while let start = rest.firstRange(of: "=\"") {
            let attribute = rest[..<start.lowerBound].split(separator: " ").last ?? ""
            let value = rest[start.upperBound...].prefix { $0 != "\"" }
            said += rest[..<start.upperBound]
            let isLabel = attribute == "value" && tag.contains("type=\"submit\"") && name == "input"
            let isForScript = attribute.hasPrefix("data-") && texts.contains(String(value))
            said += spokenAttributes.contains(attribute) || isLabel || isForScript ? Self.said(value) : String(value)
            rest = rest[value.endIndex...]
            // Past the mark at the value's end, so that what is in it is never taken for another attribute.
            if let mark = rest.first {
                said.append(mark)
                rest = rest.dropFirst()
            }
        }
        return said + rest
    }
}
