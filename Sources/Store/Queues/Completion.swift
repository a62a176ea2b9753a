public import ServiceRequests

/// How an item ended, in the department's word.
public struct Completion: Sendable, Hashable {
    /// The item's number.
    public let item: Int64
    /// What really happened.
    public let outcome: Outcome
    /// What the resident is told, as the request's `status_notes`; where it is nil, the outcome itself is told.
    public let note: String?

    /// Creates a completion.
    public init(item: Int64, outcome: Outcome, note: String? = nil) {
        self.item = item
        self.outcome = outcome
        self.note = note
    }
}

extension Completion {
    /// Whether it ties the item's request to another one, which may be another department's: a department may not write
    /// that one itself, so the server does.
    public var isOfDuplicate: Bool {
        if case .duplicate = outcome { true } else { false }
    }
}

extension Outcome {
    /// The word the tables use.
    public var code: String {
        switch self {
        case .done: "done"
        case .noAction: "no_action"
        case .notFound: "not_found"
        case .duplicate: "duplicate"
        case .handedOn: "handed_on"
        }
    }

    /// The outcome of a word of the tables and its detail; nil for a word they do not have.
    public init?(code: String, detail: String?) {
        switch code {
        case "done": self = .done
        case "no_action": self = .noAction(reason: detail ?? "")
        case "not_found": self = .notFound
        case "duplicate": self = .duplicate(of: detail ?? "")
        case "handed_on": self = .handedOn(to: detail ?? "")
        default: return nil
        }
    }

    /// What a resident is told where the department said nothing more.
    public var sentence: String {
        switch self {
        case .done: "This was dealt with."
        case .noAction(let reason): "No action was taken: \(reason)"
        case .notFound: "Nobody found the problem at this place."
        case .duplicate(let original): "\(Self.duplicateOpening)\(original)."
        case .handedOn(let receiver): "This was handed on to \(receiver)."
        }
    }

    /// What a resident is told of a duplicate whose original is private.
    public static let reportedBefore = "This was reported before."

    private static let duplicateOpening = "This is the same problem as request "

    /// What may be told of what the resident was told where the place may not: a sentence of the tables that names none;
    /// nil where there is no such.
    static func placeless(_ sentence: String) -> String? {
        // The original is at the same place.
        if original(namedIn: sentence) != nil { return reportedBefore }
        return [Outcome.done.sentence, Outcome.notFound.sentence, reportedBefore].contains(sentence) ? sentence : nil
    }

    /// The original that the sentence of a duplicate names; nil for any other text.
    static func original(namedIn sentence: String) -> String? {
        guard sentence.hasPrefix(duplicateOpening), sentence.hasSuffix(".") else { return nil }
        return String(sentence.dropFirst(duplicateOpening.count).dropLast())
    }

    /// The reason, the original, or whom it was given to.
    var detail: String? {
        switch self {
        case .done, .notFound: nil
        case .noAction(let reason): reason
        case .duplicate(let original): original
        case .handedOn(let receiver): receiver
        }
    }
}
