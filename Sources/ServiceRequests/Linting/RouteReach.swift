internal import Boundaries

/// Finds the routes that no place and no answers lead to.
///
/// Every layer and every question that the conditions ask is a variable with as many values as they can tell apart
/// (boundaries that no condition distinguishes are one value; a gap and no answer are values too), and all
/// combinations are tried. Layers are taken to be independent and every question to be unanswered at will, so a route
/// that this finds unreachable is so for certain.
struct RouteReach {
    /// Combinations tried before giving up.
    static let maximumCombinations = 200_000

    /// One variable: the truth of each of its atoms, for each of its values.
    private struct Variable {
        let atoms: [Condition]
        let values: [[Truth]]
    }

    private let variables: [Variable]
    private let conditions: [Condition?]

    /// Prepares some routes' conditions; nil when they ask what is not there or have too many combinations.
    init?(of conditions: [Condition?], in service: Catalog.Service, layers: [String: BoundaryLayer]) {
        var atoms: [Condition] = []
        for atom in conditions.compactMap({ $0 }).flatMap(\.atoms) where !atoms.contains(atom) { atoms.append(atom) }
        var variables: [Variable] = []
        var combinations = 1
        while let first = atoms.first {
            let own = atoms.filter { $0.subject == first.subject }
            atoms.removeAll { $0.subject == first.subject }
            guard let values = Self.values(of: own, in: service, layers: layers) else { return nil }
            combinations *= values.count
            guard combinations <= Self.maximumCombinations else { return nil }
            variables.append(Variable(atoms: own, values: values))
        }
        self.variables = variables
        self.conditions = conditions
    }

    /// Whether each condition can be the first that holds, all before it being known not to.
    func reachable() -> [Bool] {
        var reached = Array(repeating: false, count: conditions.count)
        var choice = Array(repeating: 0, count: variables.count)
        repeat {
            if let winner = winner(at: choice) { reached[winner] = true }
        } while reached.contains(false) && advance(&choice)
        return reached
    }

    private func winner(at choice: [Int]) -> Int? {
        for (index, condition) in conditions.enumerated() {
            switch condition.map({ truth(of: $0, at: choice) }) ?? .yes {
            case .yes: return index
            case .unknown: return nil
            case .no: continue
            }
        }
        return nil
    }

    private func advance(_ choice: inout [Int]) -> Bool {
        for place in choice.indices {
            choice[place] += 1
            if choice[place] < variables[place].values.count { return true }
            choice[place] = 0
        }
        return false
    }

    private func truth(of condition: Condition, at choice: [Int]) -> Truth {
        switch condition {
        case .not(let condition):
            return truth(of: condition, at: choice).negated
        case .all(let conditions):
            let truths = conditions.map { truth(of: $0, at: choice) }
            return truths.contains(.no) ? .no : truths.contains(.unknown) ? .unknown : .yes
        case .any(let conditions):
            let truths = conditions.map { truth(of: $0, at: choice) }
            return truths.contains(.yes) ? .yes : truths.contains(.unknown) ? .unknown : .no
        case .layer, .boundary, .property, .attribute:
            for (variable, value) in zip(variables, choice) {
                if let atom = variable.atoms.firstIndex(of: condition) { return variable.values[value][atom] }
            }
            return .unknown
        }
    }

    private static func values(
        of atoms: [Condition],
        in service: Catalog.Service,
        layers: [String: BoundaryLayer]
    ) -> [[Truth]]? {
        if case .attribute(let code, _)? = atoms.first {
            guard let question = service.attributes.first(where: { $0.code == code }), question.datatype.isList else {
                return nil
            }
            return answers(to: question, atoms: atoms)
        }
        guard let id = atoms.first?.layer, let layer = layers[id] else { return nil }
        var values: [[Truth]] = [atoms.map { $0 == .layer(id) ? .no : .unknown }]
        for boundary in layer.boundaries {
            let value = atoms.map { atom -> Truth in
                switch atom {
                case .boundary(_, let ids): ids.contains(boundary.id) ? .yes : .no
                case .property(_, let name, let wanted):
                    boundary.properties[name].map(wanted.contains) == true ? .yes : .no
                default: .yes
                }
            }
            if !values.contains(value) { values.append(value) }
        }
        return values
    }

    private static func answers(to question: Catalog.Attribute, atoms: [Condition]) -> [[Truth]] {
        let none = atoms.map { _ in Truth.no }
        var values = [none]
        for key in question.values.map(\.key) {
            let value = atoms.map { atom -> Truth in
                if case .attribute(_, let keys) = atom, keys.contains(key) { .yes } else { .no }
            }
            // Several answers at once make every atom true that any of them does.
            let bases = question.datatype == .multivaluelist ? values : [none]
            for base in bases {
                let union = zip(base, value).map { $0 == .yes || $1 == .yes ? Truth.yes : .no }
                if !values.contains(union), values.count <= maximumCombinations { values.append(union) }
            }
        }
        return values
    }
}

extension Condition {
    /// What an atom asks: one layer or one question.
    fileprivate var subject: String? {
        if case .attribute(let code, _) = self { return "attribute \(code)" }
        return layer.map { "layer \($0)" }
    }
}
