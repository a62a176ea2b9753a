import Boundaries

/// What a map shows, in English words, for those who do not see it.
struct MapWords {
    /// "Map of Police precinct".
    let title: String
    /// Where it is, how large, what is marked.
    let description: String

    init(_ drawing: MapDrawing, index: BoundaryIndex) {
        let view = drawing.view
        let layer = index.layers.first { $0.id == drawing.layer }?.definition.englishName
        title = layer.map { "Map with lines: \($0)" } ?? "Map"
        var sentences = ["North is up. The middle is at \(view.centre)."]
        let metres = view.metresPerPixel * Double(view.width)
        let width = metres < 10_000 ? "\(Int((metres / 10).rounded()) * 10) m" : "\(Int((metres / 1000).rounded())) km"
        sentences.append("The picture is \(width) wide.")
        if let highlight = drawing.highlight,
            let boundary = index.reference(layer: highlight.layer, id: highlight.id)
        {
            sentences.append("Hatched: \(boundary.name).")
        }
        if let pin = drawing.pin { sentences.append("A pin stands at \(pin).") }
        if drawing.hasCrosshair { sentences.append("A cross marks the middle.") }
        description = sentences.joined(separator: " ")
    }
}
