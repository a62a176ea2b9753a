import Store

/// An open request that belongs elsewhere, as `--json` prints it, and as a person reads it.
struct OpenMoveLine: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case outcome, why, before, after, reason
        case id = "service_request_id"
    }

    let id: String
    /// `moved`, `would move`, `left` or `refused`.
    let outcome: String
    /// Why it stays.
    let why: String?
    let before: [String]
    let after: [String]
    let reason: String

    /// Describes what became of a request.
    init(_ move: OpenMove) {
        id = move.id
        before = move.before
        after = move.after
        reason = move.reason
        switch move.outcome {
        case .moved: (outcome, why) = ("moved", nil)
        case .movable: (outcome, why) = ("would move", nil)
        case .left(let obstacle): (outcome, why) = ("left", Self.words(obstacle))
        case .refused(.impossible(let reasons)): (outcome, why) = ("refused", reasons.joined(separator: "; "))
        case .refused(.isMoving): (outcome, why) = ("refused", "its items move all the while")
        case .refused(let refusal): (outcome, why) = ("refused", "\(refusal)")
        }
    }

    /// The line for a person.
    var text: String {
        let (from, to) = (before.joined(separator: " + "), after.joined(separator: " + "))
        let way = "\(from.isEmpty ? "nobody" : from) → \(to.isEmpty ? "nobody" : to)"
        return "\(id)  \(outcome)  \(way)" + (why.map { "  (\($0))" } ?? "")
    }

    /// Why a request stays where it is.
    static func words(_ obstacle: WaitingMove.Obstacle) -> String {
        switch obstacle {
        case .claimed: "a worker holds it"
        case .accepted: "a department has accepted it"
        case .offered: "it is offered to another department"
        case .elsewhere: "it was sent elsewhere since"
        case .begun: "a part of it is done"
        }
    }
}
