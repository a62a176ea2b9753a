package import Boundaries
import Crypto
import ServiceRequests

/// Everything a city's map is drawn from, packed for drawing and immutable.
package struct Atlas: Sendable {
    /// The shapes of one sheet.
    struct Sheet: Sendable {
        let kind: MapSheetDefinition.Kind
        let shapes: MapShapes
    }

    /// The id of the layer whose boundaries are the land.
    let outline: String?
    /// The sheets in the order they are drawn in.
    let sheets: [Sheet]
    /// The layers in their order.
    let layers: [AtlasLayer]
    /// What the map with script writes.
    let names: [MapName]
    /// Stands for all of what is in it: another city, layer or sheet gives another text.
    package let version: String
    /// The city's extent.
    package let extent: BoundingBox

    /// Packs layers and sheets.
    ///
    /// Long work, some 100 ms for New York: call it off Swift's cooperative threads. A sheet that takes its shapes
    /// from a layer takes them from `layers`.
    package init(
        layers: [BoundaryLayer],
        outline: String?,
        definitions: [MapSheetDefinition] = [],
        sheets: [MapSheet] = []
    ) {
        self.outline = outline ?? layers.first?.id
        let land = layers.first { $0.id == outline } ?? layers.first
        let shore = ShoreCells(land)
        self.layers = layers.map { AtlasLayer($0, shore: shore) }
        let read = Dictionary(sheets.map { ($0.definition.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.sheets = Self.drawingOrder.flatMap { kind in
            definitions.filter { $0.kind == kind }.compactMap { definition in
                Self.shapes(of: definition, layers: layers, read: read).map { Sheet(kind: kind, shapes: $0) }
            }
        }
        names = MapName.all(layers: self.layers, sheets: self.sheets, outline: self.outline)
        let parts = layers.map { "\($0.id) \($0.version)" } + sheets.map { "\($0.definition.id) \($0.version)" }
        // Not the sheets' names: a dictionary has another order in every process, and all servers must agree.
        let names = [self.outline ?? ""] + definitions.map { "\($0.id) \($0.kind) \($0.origin)" }
        let digest = SHA256.hash(data: Array((parts + names).joined(separator: "\n").utf8))
        version = digest.prefix(8).hexadecimal
        extent = BoundingBox((land?.boundaries ?? []).lazy.flatMap(\.polygons).flatMap(\.shell)) ?? .world
    }

    /// The layer with an id.
    func layer(_ id: String) -> AtlasLayer? { layers.first { $0.id == id } }

    /// What lies over what, the lowest first; blocks are the least exact and cover nothing.
    private static let drawingOrder: [MapSheetDefinition.Kind] = [.block, .park, .airport, .water, .street]

    private static func shapes(
        of definition: MapSheetDefinition,
        layers: [BoundaryLayer],
        read: [String: MapSheet]
    ) -> MapShapes? {
        switch definition.origin {
        case .file:
            return read[definition.id]?.shapes
        case .layer(let id, let property, let values):
            guard let layer = layers.first(where: { $0.id == id }) else { return nil }
            return MapShapes(
                layer.boundaries.filter { boundary in
                    boundary.properties[property].map(values.contains) ?? false
                }
            )
        }
    }
}

extension BoundingBox {
    /// The whole earth.
    fileprivate static let world = BoundingBox(
        Coordinate.inRange(latitude: -90, longitude: -180),
        Coordinate.inRange(latitude: 90, longitude: 180)
    )
}
