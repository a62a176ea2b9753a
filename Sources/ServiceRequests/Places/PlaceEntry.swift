internal import Boundaries

/// One boundary with the words it can be found by.
struct PlaceEntry: Sendable {
    let boundary: Boundary
    let layerID: String
    /// The layer's position, which breaks ties.
    let layer: Int
    let name: PlaceWords
    private let id: PlaceWords
    private let layerName: PlaceWords

    init(_ boundary: Boundary, of definition: LayerDefinition, at position: Int) {
        self.boundary = boundary
        layerID = definition.id
        layer = position
        name = PlaceWords(boundary.name)
        id = PlaceWords(boundary.id)
        layerName = PlaceWords(definition.names.sorted { $0.key < $1.key }.map(\.value).joined(separator: " "))
    }

    /// How well this boundary answers; nil when it does not.
    func rank(of wanted: PlaceWords) -> PlaceRank? {
        if wanted.text == name.text || wanted.text == id.text { return .same }
        if name.text.hasPrefix(wanted.text) { return .beginning }
        if wanted.words.allSatisfy({ name.has($0) }) { return .words }
        if wanted.words.allSatisfy({ name.hasBeginning($0) || id.hasBeginning($0) }) { return .parts }
        let own = wanted.words.filter { !layerName.hasBeginning($0) }
        // A layer's name alone would find all of the layer.
        guard !own.isEmpty, own.allSatisfy({ name.hasBeginning($0) || id.hasBeginning($0) }) else { return nil }
        return .layer
    }

    /// The boundary as a match; nil for one without a polygon.
    var match: PlaceMatch? {
        guard let box = BoundingBox(boundary.polygons.lazy.flatMap(\.shell)), let point = InnerPoint.of(boundary) else {
            return nil
        }
        let reference = Boundary.Reference(
            layer: layerID,
            id: boundary.id,
            name: boundary.name,
            properties: boundary.properties
        )
        return PlaceMatch(kind: .boundary(reference), name: boundary.name, box: box, point: point)
    }
}
