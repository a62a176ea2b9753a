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

    /// Whether nothing is wrong with them.
    var areGood: Bool { referenceError == nil && reasonError == nil }

    private static func fault(_ text: String, longest: Int) -> String? {
        if text.unicodeScalars.count > longest { return "Use at most \(longest) characters." }
        return text.isPlain(isOneLine: true) ? nil : "Use letters, digits and signs only."
    }
}
