import Boundaries
import ServiceRequests

/// The layers that two sides have in common, and those that only one has.
struct LayerPairs: Sendable {
    /// Two versions of a layer.
    struct Pair: Sendable {
        let before: LayerVersion
        let after: LayerVersion
    }

    /// Those that differ, in the order of the second side.
    private(set) var different: [Pair] = []
    /// The ids of those that are the same version.
    private(set) var same: [String] = []
    /// The ids of those that only the second side has, where both are whole cities.
    private(set) var added: [String] = []
    /// The ids of those that only the first side has, where both are whole cities.
    private(set) var removed: [String] = []

    /// Pairs what two sides have, or the layers with some ids, which both must have.
    init(_ before: DiffSide, _ after: DiffSide, layers: [String]) throws(CommandError) {
        let isWhole = before.isWhole && after.isWhole
        let single = isWhole ? [] : [before, after].filter { !$0.isWhole }.flatMap(\.layers).map(\.id).prefix(1)
        let wanted = layers.isEmpty ? Array(single) : layers
        for id in wanted {
            for side in [before, after] where side.layer(id) == nil {
                let there = side.layers.map(\.id).joined(separator: ", ")
                throw CommandError(
                    .usage,
                    "\(side.name): expected the layer \(id), found \(there)",
                    remedy: "Say which layer is compared with --layer ID."
                )
            }
        }
        let chosen = { (id: String) in wanted.isEmpty || wanted.contains(id) }
        for layer in after.layers where chosen(layer.id) {
            guard let was = before.layer(layer.id) else {
                added.append(layer.id)
                continue
            }
            if was.version == layer.version {
                same.append(layer.id)
            } else {
                different.append(Pair(before: was, after: layer))
            }
        }
        removed = before.layers.map(\.id).filter { chosen($0) && after.layer($0) == nil }
    }
}
