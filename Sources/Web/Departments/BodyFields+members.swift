import ServiceRequests
import Store

/// The members that several calls have.
extension BodyFields {
    /// How long a lease shall run, in seconds.
    var leaseSeconds: Int? {
        integer("lease_seconds", in: 1...Int(Claim.maximumLease.components.seconds))
    }

    /// What the worker calls itself; it stands in the history.
    var worker: String? { text("worker", maximum: 100, isOneLine: true) }

    /// The item's number, which must be there; 0 where it is a fault.
    var item: Int64 {
        guard has("item_id") else {
            missing("item_id", "a number as a claim gave it")
            return 0
        }
        return Int64(integer("item_id", in: 1...Int.max) ?? 0)
    }

    /// Why; nil where it is not said or is a fault.
    var reason: String? { text("reason", maximum: Self.longestReason) }

    /// Why, which must be said; empty where it is a fault.
    func reason(_ expected: String) -> String { words("reason", expected, maximum: Self.longestReason) }

    /// The longest reason, in characters.
    private static let longestReason = 500

    /// What the resident is told.
    var note: String? { text("note", maximum: 2000) }

    /// To whom items go, why, and how long the other department has for an answer.
    var handOverTerms: City.HandOverTerms {
        let times = WorkRules.standard.offerTimes
        let range = Int(times.lowerBound.components.seconds)...Int(times.upperBound.components.seconds)
        return City.HandOverTerms(
            department: words("department", "the code of another department", maximum: 100, isOneLine: true),
            queue: text("queue", maximum: 200, isOneLine: true),
            reason: reason("why it is handed over"),
            time: integer("deadline_seconds", in: range).map { .seconds($0) } ?? WorkRules.standard.offerTime
        )
    }

    /// What really happened; nil where it is a fault.
    func outcome(cipher: ServiceRequest.IDCipher) -> Outcome? {
        let expected = "one of done, no_action, not_found, duplicate, handed_on"
        guard has("outcome") else {
            missing("outcome", expected)
            return nil
        }
        guard let word = text("outcome", maximum: 20) else { return nil }
        switch word {
        case "done": return plain(.done)
        case "not_found": return plain(.notFound)
        case "no_action": return detail("why nothing was done").map { .noAction(reason: $0) }
        case "handed_on": return detail("whom it was given to").map { .handedOn(to: $0) }
        case "duplicate":
            guard let original = detail("the service_request_id it repeats") else { return nil }
            guard let number = cipher.number(for: original), let id = cipher.id(for: number) else {
                wrong("detail", "expected the service_request_id it repeats, found “\(original.shortened)”")
                return nil
            }
            return .duplicate(of: id.text)
        default:
            wrong("outcome", "expected \(expected), found “\(word.shortened)”")
            return nil
        }
    }

    /// The word behind an outcome that needs one; `reason` says the same as `detail`.
    private func detail(_ expected: String) -> String? {
        let detail = text("detail", maximum: 500)
        let reason = text("reason", maximum: 500)
        if detail != nil, reason != nil { wrong("reason", "expected detail or reason, found both") }
        guard let text = detail ?? reason else {
            missing("detail", expected)
            return nil
        }
        return text
    }

    /// An outcome that says everything.
    private func plain(_ outcome: Outcome) -> Outcome {
        for name in ["detail", "reason"] where text(name, maximum: 500) != nil {
            wrong(name, "expected none with this outcome, found one")
        }
        return outcome
    }
}
