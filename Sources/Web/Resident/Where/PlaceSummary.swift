import Boundaries
import ServiceRequests

/// What lies at a point, in words.
struct PlaceSummary: Sendable {
    /// A layer and what it has there.
    struct Fact: Sendable {
        let layer: String
        let name: String
    }

    /// "Astoria, Queens": the names without figures, the smallest area first; nil where no layer has one.
    let short: String?
    /// Every layer's answer, in the order of the layers.
    let facts: [Fact]

    init(_ probe: Probe, index: BoundaryIndex, names layerNames: LayerNames, language: String) {
        let hits = index.layers.compactMap { layer in probe.hits[layer.id].map { (layer: layer, hit: $0) } }
        facts = hits.map { layer, hit in
            Fact(
                layer: LocalizedText(layer.definition.names).text(in: language),
                name: layerNames.name(of: hit.boundary, in: language)
            )
        }
        // A layer of many boundaries has small ones.
        let named = hits.filter { !$0.hit.boundary.name.contains(where: \.isNumber) }
            .sorted { $0.layer.boundaries.count > $1.layer.boundaries.count }
            .map(\.hit.boundary.name)
        var names: [String] = []
        for name in named where !names.contains(name) { names.append(name) }
        short = names.isEmpty ? nil : names.joined(separator: ", ")
    }
}
