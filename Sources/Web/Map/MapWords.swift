import Boundaries
import ServiceRequests

/// What a map shows, in words, for those who do not see it.
struct MapWords {
    /// "Map with lines: Police precinct".
    let title: String
    /// Where it is, how large, what is marked.
    let description: String

    init(_ drawing: MapDrawing, index: BoundaryIndex, _ words: Words) {
        let view = drawing.view
        let layer = index.layers.first { $0.id == drawing.layer }?.definition
        let name = layer.map { LocalizedText($0.names).text(in: words.language) }
        title = name.map { words("map_title_layer", ["layer": $0]) } ?? words("map_title")
        var sentences = [words("map_middle", ["point": view.centre.shown])]
        let metres = view.metresPerPixel * Double(view.width)
        let width = metres < 10_000 ? "\(Int((metres / 10).rounded()) * 10) m" : "\(Int((metres / 1000).rounded())) km"
        sentences.append(words("map_width", ["width": width]))
        if let highlight = drawing.highlight,
            let boundary = index.reference(layer: highlight.layer, id: highlight.id)
        {
            sentences.append(words("map_highlight", ["boundary": boundary.name]))
        }
        if let pin = drawing.pin { sentences.append(words("map_pin", ["point": pin.shown])) }
        if drawing.hasCrosshair { sentences.append(words("map_cross")) }
        description = sentences.joined(separator: " ")
    }
}
