import Boundaries
import ServiceRequests
import Testing

@Suite struct MapSheetsReaderTests {
    private static let layers = """
        layers:
          - {id: city, name: {en: City}, file: city.geojson, key: id, properties: [kind]}

        """

    private static func read(_ map: String) throws(CatalogError) -> [MapSheetDefinition] {
        try LayersReader.contents(of: SourceFile(path: "layers.yml", text: layers + map)).map
    }

    @Test func `sheets come from files or from layers, in their order`() throws {
        let map = """
            map:
              - {id: blocks, kind: block, file: blocks.geojson}
              - {id: streets, kind: street, file: streets.geojson, label: name, name: {en: Streets, es: Calles}}
              - {id: parks, kind: park, layer: city, property: kind, values: [park, 7]}
            """
        #expect(
            try Self.read(map) == [
                MapSheetDefinition(id: "blocks", kind: .block, origin: .file("blocks.geojson", label: nil)),
                MapSheetDefinition(
                    id: "streets",
                    kind: .street,
                    origin: .file("streets.geojson", label: "name"),
                    names: ["en": "Streets", "es": "Calles"]
                ),
                MapSheetDefinition(
                    id: "parks",
                    kind: .park,
                    origin: .layer("city", property: "kind", values: ["park", "7"])
                ),
            ]
        )
    }

    @Test(arguments: ["", "map: []\n"])
    func `a city may have no sheets`(map: String) throws {
        #expect(try Self.read(map).isEmpty)
    }

    @Test(arguments: [
        ("{id: a, kind: block}", "map[0]: expected either “file” or “layer”, found none"),
        (
            "{id: a, kind: park, file: a.geojson, layer: city, property: kind, values: [x]}",
            "map[0]: expected either “file” or “layer”, found both"
        ),
        ("{id: a, kind: blok, file: a.geojson}", "did you mean “block”?"),
        ("{id: a, kind: block, file: ../a}", "map[0].file: expected the name of a file beside layers.yml"),
        ("{id: a, kind: block, file: a, values: [x]}", "map[0].values: expected “values” only beside “layer”"),
        ("{id: a, kind: park, layer: city, values: [x]}", "map[0]: expected the key “property”, found none"),
        (
            "{id: a, kind: park, layer: city, property: kind, values: [x], label: n}",
            "map[0].label: expected “label” only beside “file”"
        ),
        (
            "{id: a, kind: park, layer: cty, property: kind, values: [x]}",
            "map[0].layer: expected the id of a layer above, found “cty”; did you mean “city”?"
        ),
        (
            "{id: a, kind: park, layer: city, property: colour, values: [x]}",
            "map[0].property: expected a property that city keeps, found “colour”"
        ),
        ("{id: a, kind: block, file: a, fill: red}", "found the key “fill”"),
        (
            "{id: a, kind: block, file: a}\n  - {id: a, kind: park, file: b}",
            "map[1]: expected every sheet's id once, found “a” again"
        ),
    ])
    func `mistakes are told`(sheet: String, message: String) {
        do {
            _ = try Self.read("map:\n  - \(sheet)\n")
            Issue.record("expected an error")
        } catch {
            #expect(error.description.contains(message), "\(error)")
        }
    }

    @Test func `a folder's sheets are read when they are wanted, and not before`() async throws {
        let sheets = try GeoDataFolder.sheets(in: CityCatalogTests.root + "GeoData/nyc")
        #expect(sheets.definitions.map(\.id) == ["blocks", "parks", "joint_interest_parks", "airports"])
        #expect(try await sheets.sheet(sheets.definitions[0])?.version == "88878d89fa22")
        #expect(try await sheets.sheet(sheets.definitions[1])?.version == nil)
        let missing = MapSheetDefinition(id: "x", kind: .block, origin: .file("missing.geojson", label: nil))
        let error = await #expect(throws: CatalogError.self) { _ = try await sheets.sheet(missing) }
        #expect(error?.description.contains("missing.geojson: expected the file of the sheet x") == true)
    }
}
