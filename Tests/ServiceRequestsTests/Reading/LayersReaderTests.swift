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
