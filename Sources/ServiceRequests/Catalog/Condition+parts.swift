extension Condition {
    /// Every question about a layer or an answer in it, each once, from left to right.
    var atoms: [Condition] {
        var atoms: [Condition] = []
        collect(into: &atoms)
        return atoms
    }

    /// The layers it asks, each once.
    public var layers: [String] {
        var layers: [String] = []
        for atom in atoms {
            if let layer = atom.layer, !layers.contains(layer) { layers.append(layer) }
        }
        return layers
    }

    /// The layer an atom asks.
    var layer: String? {
        switch self {
        case .layer(let layer), .boundary(let layer, _), .property(let layer, _, _): layer
        case .attribute, .all, .any, .not: nil
        }
    }

    private func collect(into atoms: inout [Condition]) {
        switch self {
        case .all(let conditions), .any(let conditions): conditions.forEach { $0.collect(into: &atoms) }
        case .not(let condition): condition.collect(into: &atoms)
        default: if !atoms.contains(self) { atoms.append(self) }
        }
    }
}
