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
        referenceError = reference.flatMap { OutcomeForm.fault($0, longest: 100, isOneLine: true) }
        reason = form["reason"]
        reasonError = reason.flatMap { OutcomeForm.fault($0, longest: 500, isOneLine: true) }
    }

    /// What is wrong with them, by the fields of `item.mustache`.
    var problems: [OutcomeForm.Problem] {
        [("reference", referenceError), ("release-reason", reasonError)].compactMap { field, words in
            words.map { OutcomeForm.Problem(field: field, words: $0) }
        }
    }
}
