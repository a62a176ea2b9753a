import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A scheduled change as it is printed.
struct ScheduleLine: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case jurisdiction, scheduled, state, kind, catalog, layers, map, actor, note, publication, reason, surprises
        case effectiveAt = "effective_at"
        case scheduledAt = "scheduled_at"
        case endedAt = "ended_at"
        case withdrawnBy = "withdrawn_by"
    }

    /// A version that takes another's place.
    struct Step: Encodable, Sendable {
        let layer: String?
        let from: String?
        let to: String?
    }

    let jurisdiction: String
    let scheduled: Int
    let effectiveAt: Date
    let scheduledAt: Date
    /// `waiting`, `published`, `unchanged`, `refused` or `withdrawn`.
    let state: String
    let endedAt: Date?
    let kind: String
    let catalog: Step?
    let layers: [Step]
    /// Whether another map or other settings come with it.
    let map: Bool
    let actor: String
    let note: String?
    let publication: Int?
    let withdrawnBy: String?
    let reason: String?
    /// What it will meet instead of what it was made for.
    let surprises: [String]

    init(_ scheduled: ScheduledPublication, of jurisdiction: String, surprises: [ScheduleSurprise]) {
        self.jurisdiction = jurisdiction
        self.scheduled = scheduled.number
        effectiveAt = scheduled.effectiveAt
        scheduledAt = scheduled.scheduledAt
        kind = scheduled.kind.rawValue
        catalog = scheduled.patch.catalog.map { Step(layer: nil, from: $0.from, to: $0.to) }
        layers = scheduled.patch.layers.map { Step(layer: $0.id, from: $0.step.from, to: $0.step.to) }
        map = scheduled.patch.ground != nil || scheduled.patch.order != nil
        actor = scheduled.actor
        note = scheduled.note
        endedAt = scheduled.ending?.at
        self.surprises = surprises.filter { $0.scheduled.number == scheduled.number }.map(\.text)
        switch scheduled.ending?.outcome {
        case nil: (state, publication, withdrawnBy, reason) = ("waiting", nil, nil, nil)
        case .published(let number): (state, publication, withdrawnBy, reason) = ("published", number, nil, nil)
        case .unchanged: (state, publication, withdrawnBy, reason) = ("unchanged", nil, nil, nil)
        case .refused(let text): (state, publication, withdrawnBy, reason) = ("refused", nil, nil, text)
        case .withdrawn(let actor, let refusal):
            (state, publication, withdrawnBy, reason) = ("withdrawn", nil, actor, refusal)
        }
    }

    /// What changes, in few words.
    var what: String {
        var words = catalog.map { ["catalog \($0.to ?? "")"] } ?? []
        words += layers.map { step in "\(step.layer ?? "") " + (step.to ?? "goes") }
        if map { words.append("map or layers.yml") }
        return words.joined(separator: ", ")
    }
}

extension ScheduleSurprise {
    /// It in a sentence.
    var text: String {
        let subject = layer.map { "layer \($0)" } ?? "the catalog"
        let (expected, found) = (expected ?? "nothing", found ?? "nothing")
        return
            "scheduled \(scheduled.number), from \(scheduled.effectiveAt.listed) on, was made to replace \(expected) "
            + "(\(subject)), and will replace \(found); see that it still has what is wanted, or withdraw it"
    }
}
