import Boundaries
import ServiceRequests
import Testing

@Suite struct LayersReaderTests {
    private func issues(_ text: String) -> [String] {
        do {
            _ = try LayersReader.read(SourceFile(path: "layers.yml", text: text))
            return []
        } catch .issues(let issues) {
            return issues.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `layers are read in their order`() throws {
        let text = """
            layers:
              - {id: police_precinct, name: {en: Police precinct}, file: precincts.geojson, key: id}
              - {id: city, name: {en: City}, file: city.geojson, key: k, label: n, properties: [kind]}
            """
        #expect(
            try LayersReader.read(SourceFile(path: "layers.yml", text: text)) == [
                LayerDefinition(
                    id: "police_precinct",
                    names: ["en": "Police precinct"],
                    file: "precincts.geojson",
                    key: "id"
                ),
                LayerDefinition(
                    id: "city",
                    names: ["en": "City"],
                    file: "city.geojson",
                    key: "k",
                    label: "n",
                    properties: ["kind"]
                ),
            ]
        )
    }

    @Test func `mistakes are told with their line`() {
        let text = """
            layers:
              - {id: city, name: {en: City}, file: ../city.geojson, key: id}
              - {id: city, name: {en: City}, file: city.geojson, key: id}
              - {id: city, name: {en: City}, file: city.geojson, kye: id}
              - {id: city, name: {en: City}, file: city.geojson, key: id}
            """
        #expect(
            issues(text) == [
                "layers.yml:2: error: layers[0].file: expected the name of a file beside layers.yml, found “../city.geojson”",
                "layers.yml:4: error: layers[2]: expected the key “key”, found none",
                "layers.yml:4: error: layers[2].kye: expected one of id, name, file, key, label, properties, found the key “kye”; "
                    + "did you mean “key”?",
                "layers.yml:5: error: layers[3]: expected every layer's id once, found “city” again",
            ]
        )
        #expect(issues("") == ["layers.yml:1: error: expected a map, found an empty file"])
    }

    private static let cityLayer = "layers: [{id: city, name: {en: City}, file: city.geojson, key: id}]"

    @Test func `an extent is four edges from west to north`() throws {
        let text = "extent: [-74.30, 40.45, -73.65, 40.95]\n" + Self.cityLayer
        let file = try LayersReader.contents(of: SourceFile(path: "layers.yml", text: text))
        let corners = (try TinyCity.at(40.45, -74.30), try TinyCity.at(40.95, -73.65))
        #expect(file.extent == BoundingBox(corners.0, corners.1))
        #expect(file.layers.map(\.id) == ["city"])
        #expect(try LayersReader.contents(of: SourceFile(path: "layers.yml", text: Self.cityLayer)).extent == nil)
    }

    @Test(arguments: [
        ("", ["layers.yml:2: error: extent: expected a list of [west, south, east, north] in degrees, found nothing"]),
        (
            "[]",
            [
                "layers.yml:2: error: extent: expected a list of [west, south, east, north] in degrees, found an empty one"
            ]
        ),
        (
            "[-74, 40, -73]",
            ["layers.yml:2: error: extent: expected four numbers, [west, south, east, north] in degrees, found 3"]
        ),
        (
            "[-74, 40, -73, 41, 0]",
            ["layers.yml:2: error: extent: expected four numbers, [west, south, east, north] in degrees, found 5"]
        ),
        (
            "[-74, south, 181, nan]",
            [
                "layers.yml:2: error: extent[1]: expected a number from -90 to 90, found “south”",
                "layers.yml:2: error: extent[2]: expected a number from -180 to 180, found “181”",
                "layers.yml:2: error: extent[3]: expected a number from -90 to 90, found “nan”",
            ]
        ),
        (
            "[-73, 41, -74, 41]",
            [
                "layers.yml:2: error: extent: expected south to be less than north, found 41.0 and 41.0",
                "layers.yml:2: error: extent: expected west to be less than east, found -73.0 and -74.0",
            ]
        ),
    ])
    func `a malformed extent is told with its line`(extent: String, expected: [String]) {
        #expect(issues("# where the city is\nextent: \(extent)\n\(Self.cityLayer)").sorted() == expected)
    }

    @Test func `a folder that is not there is told by its path`() {
        #expect(throws: CatalogError.self) { try GeoDataFolder.layers(in: "/nowhere") }
        do {
            _ = try CatalogFolder.files(in: "/nowhere")
            Issue.record("expected an error")
        } catch {
            #expect(error.description == "/nowhere: expected a folder with jurisdiction.yml, found none")
        }
    }
}
