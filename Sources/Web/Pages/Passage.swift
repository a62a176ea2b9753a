import ServiceRequests

/// A text with the references in it marked, for `passage.mustache`: a reference is copied and read aloud as a whole, so
/// no line ends at its hyphens.
struct Passage: Sendable, Hashable {
    /// Text, and the reference after it.
    struct Part: Sendable, Hashable {
        let text: String
        let reference: String?
    }

    let parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        for match in text.matches(of: /\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b/)
        where ServiceRequest.ID(String(match.output)) != nil {
            parts.append(Part(text: String(rest[..<match.range.lowerBound]), reference: String(match.output)))
            rest = text[match.range.upperBound...]
        }
        if !rest.isEmpty { parts.append(Part(text: String(rest), reference: nil)) }
        self.parts = parts
    }
}
