import GeoReport

/// The texts that go with accepting an item and giving it back.
struct HandTexts: Sendable {
    var reference: String?
    var referenceError: String?
    var reason: String?
    var reasonError: String?

    init() {}

    init(_ form: FormParameters) {
        reference = form["reference"]
        referenceError = reference.flatMap { Self.fault($0, longest: 100) }
        reason = form["reason"]
        reasonError = reason.flatMap { Self.fault($0, longest: 500) }
    }

    /// What is wrong with them, by the fields of `item.mustache`.
    var problems: [OutcomeForm.Problem] {
        [("reference", referenceError), ("release-reason", reasonError)].compactMap { field, words in
            words.map { OutcomeForm.Problem(field: field, words: $0) }
        }
    }

    private static func fault(_ text: String, longest: Int) -> String? {
        if text.unicodeScalars.count > longest { return "Use at most \(longest) characters." }
        return text.isPlain(isOneLine: true) ? nil : "Use letters, digits and signs only."
    }
}
