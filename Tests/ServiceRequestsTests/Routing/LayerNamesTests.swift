import Boundaries
import ServiceRequests
import Testing

@Suite struct LayerNamesTests {
    private static let names = [
        ("precinct", ["en": "Police precinct", "es": "Distrito policial"], "75th Precinct"),
        ("community", ["en": "Community district", "es": "Distrito comunitario"], "Brooklyn Community District 5"),
        ("zip", ["en": "ZIP area", "es": "Zona postal"], "ZIP 10001, 10118"),
        ("neighborhood", ["en": "Neighborhood", "es": "Vecindario"], "Astoria"),
        ("ward", ["en": "Ward"], "Ward 3"),
    ]

    private static func index() throws -> BoundaryIndex {
        try BoundaryIndex(
            layers: names.map { id, names, name in
                let square = TinyCity.boundary("7", name, west: -74, east: -73, south: 40, north: 41)
                let definition = LayerDefinition(id: id, names: names, file: "f", key: "id", label: "name")
                return BoundaryLayer(definition: definition, version: "1", boundaries: [square])
            },
            tolerance: nil
        )
    }

    @Test(
        arguments: zip(
            names,
            [
                "Distrito policial 75", "Distrito comunitario 5, Brooklyn", "Zona postal 10001, 10118", "Astoria",
                "Ward 3",
            ]
        )
    )
    func `outside their own language names with figures are said anew`(
        layer: (String, [String: String], String),
        expected: String
    ) throws {
        let boundary = Boundary.Reference(layer: layer.0, id: "7", name: layer.2, properties: [:])
        let names = LayerNames(try Self.index(), own: "en")
        #expect(names.name(of: boundary, in: "es") == expected)
        #expect(names.name(of: boundary, in: "en") == layer.2)
        #expect(names.name(ofLayer: layer.0, in: "es") == layer.1["es"])
    }
}
