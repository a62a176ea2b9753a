internal import Boundaries

extension Condition {
    /// Whether the condition holds for a place and some answers, as far as they tell.
    ///
    /// Where a layer has no boundary at the place, `layer` is false — that is just what it asks — but a question about
    /// its boundaries or their properties is unknown. Without a point everything about layers is unknown.
    ///
    /// The layers the outcome rests on are added to `asked`: what the answers alone decide asks no layer, and `all` and
    /// `any` stop at the first that settles them.
    func truth(at place: Place, answers: [String: [String]], asked: inout [String]) -> Truth {
        switch self {
        case .attribute(let code, let keys):
            return answers[code]?.contains(where: keys.contains) == true ? .yes : .no
        case .layer(let layer):
            asked.note(layer)
            if place.boundary(in: layer) != nil { return .yes }
            return place.probe == nil ? .unknown : .no
        case .boundary(let layer, let ids):
            asked.note(layer)
            guard let boundary = place.boundary(in: layer) else { return .unknown }
            return ids.contains(boundary.id) ? .yes : .no
        case .property(let layer, let name, let values):
            asked.note(layer)
            guard let boundary = place.boundary(in: layer) else { return .unknown }
            return boundary.properties[name].map(values.contains) == true ? .yes : .no
        case .not(let condition):
            return condition.truth(at: place, answers: answers, asked: &asked).negated
        case .all(let conditions):
            return Self.settle(conditions, by: .no, at: place, answers: answers, asked: &asked)
        case .any(let conditions):
            return Self.settle(conditions, by: .yes, at: place, answers: answers, asked: &asked)
        }
    }

    /// What the answers alone say; nil where it takes a place.
    func truth(answers: [String: [String]]) -> Truth? {
        switch self {
        case .layer, .boundary, .property:
            return nil
        case .attribute(let code, let keys):
            return answers[code]?.contains(where: keys.contains) == true ? .yes : .no
        case .not(let condition):
            return condition.truth(answers: answers)?.negated
        case .all(let conditions):
            return Self.settle(conditions, by: .no, answers: answers)
        case .any(let conditions):
            return Self.settle(conditions, by: .yes, answers: answers)
        }
    }

    /// One `settling` child settles the whole; otherwise one unknown leaves it unknown; otherwise it is the opposite.
    private static func settle(
        _ conditions: [Condition],
        by settling: Truth,
        at place: Place,
        answers: [String: [String]],
        asked: inout [String]
    ) -> Truth {
        // The answers come first whatever the order, so that a layer they make irrelevant is never asked.
        if let truth = settle(conditions, by: settling, answers: answers) { return truth }
        var result = settling.negated
        for condition in conditions {
            let truth = condition.truth(at: place, answers: answers, asked: &asked)
            if truth == settling { return settling }
            if truth == .unknown { result = .unknown }
        }
        return result
    }

    private static func settle(_ conditions: [Condition], by settling: Truth, answers: [String: [String]]) -> Truth? {
        var isComplete = true
        for condition in conditions {
            guard let truth = condition.truth(answers: answers) else {
                isComplete = false
                continue
            }
            if truth == settling { return settling }
        }
        return isComplete ? settling.negated : nil
    }
}

extension [String] {
    /// Adds a layer that is not there yet; there are never more than a handful.
    mutating func note(_ layer: String) {
        if !contains(layer) { append(layer) }
    }
}
