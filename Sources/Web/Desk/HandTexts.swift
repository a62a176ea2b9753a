import GeoReport
import ServiceRequests

/// The texts that go with accepting an item, giving it back, declining it and handing it over.
struct HandTexts: Sendable {
    var reference: String?
    var referenceError: String?
    var reason: String?
    var reasonError: String?
    var declineReason: String?
    var declineError: String?
    /// Whether the form that hands it over was sent.
    var isHandOver = false
    /// The code of the department it shall go to.
    var receiver: String?
    var receiverError: String?
    var sendReason: String?
    var sendError: String?

    init() {}

    init(_ form: FormParameters) {
        reference = form["reference"]
        referenceError = reference.flatMap { OutcomeForm.fault($0, longest: 100, isOneLine: true) }
        reason = form["reason"]
        reasonError = Self.fault(reason)
        declineReason = form["decline-reason"]
        declineError = Self.fault(declineReason)
    }

    /// Reads the form that hands an item to another department.
    init(handOver form: FormParameters, in catalog: Catalog, from own: String) {
        isHandOver = true
        // A button of its own for whom the form proposes; the list is for all the others.
        receiver = form["to"] ?? form["department"]
        let isKnown = receiver.map { $0 != own && catalog.department($0) != nil } ?? false
        receiverError = isKnown ? nil : "Choose the department it shall go to."
        sendReason = form["hand-over-reason"]
        sendError = sendReason == nil ? "Say why; both departments read it." : Self.fault(sendReason)
    }

    private static func fault(_ text: String?) -> String? {
        text.flatMap { OutcomeForm.fault($0, longest: 500, isOneLine: true) }
    }

    /// What is wrong with them, by the fields of `item.mustache`.
    var problems: [OutcomeForm.Problem] {
        let found = [
            ("reference", referenceError), ("release-reason", reasonError), ("decline-reason", declineError),
            ("hand-over-department", receiverError), ("hand-over-reason", sendError),
        ]
        return found.compactMap { field, words in words.map { OutcomeForm.Problem(field: field, words: $0) } }
    }
}
