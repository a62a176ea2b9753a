public import Boundaries

/// What a city's layers and boundaries are called in the languages of its pages.
///
/// Boundaries have names in one language, the city's first. In another one, names with figures are said anew as the
/// layer and the figures, “75th Precinct” as “Distrito policial 75”; names without stay what people call the place.
public struct LayerNames: Sendable {
    private let index: BoundaryIndex
    private let own: String

    /// Creates names for an index whose boundaries have theirs in the language `own`.
    public init(_ index: BoundaryIndex, own: String) {
        self.index = index
        self.own = own
    }

    /// A layer's name; nil for one that is not there, or has no name in the language.
    public func name(ofLayer id: String, in language: String) -> String? {
        index.layers.first { $0.id == id }?.definition.names[language]
    }

    /// A boundary's name.
    public func name(of boundary: Boundary.Reference, in language: String) -> String {
        guard language != own, let layer = name(ofLayer: boundary.layer, in: language) else { return boundary.name }
        let figures = boundary.name.split { !$0.isNumber }
        guard !figures.isEmpty else { return boundary.name }
        let numbered = "\(layer) \(figures.joined(separator: ", "))"
        // “Manhattan Community District 1” says more than the layer and the figure.
        guard let before = part(of: boundary, before: name(ofLayer: boundary.layer, in: own)) else { return numbered }
        return "\(numbered), \(before)"
    }

    private func part(of boundary: Boundary.Reference, before layer: String?) -> String? {
        let folded = boundary.name.lowercased()
        guard let layer, let found = folded.firstRange(of: layer.lowercased()) else { return nil }
        let length = folded.distance(from: folded.startIndex, to: found.lowerBound)
        let words = boundary.name.prefix(length).split(separator: " ").joined(separator: " ")
        return words.isEmpty || words.contains(where: \.isNumber) ? nil : words
    }
}
