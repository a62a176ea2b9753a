import Boundaries
import Foundation
import ServiceRequests
import Testing

@testable import dispatch311

@Suite struct LayersTextTests {
    private static let ward = LayerDefinition(
        id: "ward",
        names: ["en": "Ward"],
        file: "ward.geojson",
        key: "WARD",
        label: "NAME",
        properties: ["kind", "no"]
    )

    private static let lines = """
          - id: ward
            name: {en: Ward}
            file: ward.geojson
            key: WARD
            label: NAME
            properties: [kind, "no"]
        """

    private static func adding(to text: String) throws -> String {
        try LayersText.adding(ward, to: text, path: "layers.yml")
    }

    private static let borough = "- {id: borough, name: {en: Borough}, file: borough.geojson, key: id}"

    @Test func `the lines say what the definition says`() throws {
        #expect(LayersText.lines(Self.ward).joined(separator: "\n") == Self.lines)
        #expect(try LayersText.read(LayersText.only(Self.ward), path: "x").layers == [Self.ward])
    }

    @Test(arguments: [
        "yes", "null", "a: b", "#x", "'", "\"", "1", "1.5", "a, b", "{", "é", "C:\\x", "-", " x", "x ", "~", "x\ty",
        "NO",
        "a-b.c_d", "@", "`", "%", "&a", "*a", "!a", "|", ">", "?",
    ])
    func `every name comes back as it was`(name: String) throws {
        let definition = LayerDefinition(
            id: "ward",
            names: ["en": "Ward \(name)"],
            file: "ward.geojson",
            key: name,
            label: name,
            properties: [name]
        )
        #expect(try LayersText.read(LayersText.only(definition), path: "x").layers == [definition])
    }

    @Test func `comments, other sections and the way lines are set in stay`() throws {
        let before = """
            # the city
            extent: [-74.30, 40.45, -73.65, 40.95]   # a little larger

            layers:   # in the order of pages
              \(Self.borough)
              # the last of the list

            # what the map shows
            map:
              - {id: blocks, kind: block, file: blocks.geojson}
            """
        let after = try Self.adding(to: before)
        #expect(after == before.replacing("of the list\n", with: "of the list\n\(Self.lines)\n"))
    }

    @Test(arguments: [
        ("layers:\n\(borough)\n", "layers:\n\(borough)\n", 0),
        ("layers:\n    \(borough)", "layers:\n    \(borough)\n", 4),
        ("layers:\n  \(borough)\n\n\n", "layers:\n  \(borough)\n", 2),
    ])
    func `a list is gone on with as it was begun`(before: String, start: String, indent: Int) throws {
        let after = try Self.adding(to: before)
        #expect(after.hasPrefix(start + String(repeating: " ", count: indent) + "- id: ward\n"))
        #expect(after.hasSuffix("\n"))
    }

    @Test func `lines of Windows stay lines of Windows`() throws {
        let after = try Self.adding(to: "layers:\r\n  \(Self.borough)\r\nextent: [-74.30, 40.45, -73.65, 40.95]\r\n")
        #expect(after.utf8.split(separator: 0x0A).allSatisfy { $0.last == 0x0D })
        #expect(after.contains("- id: ward\r\n"))
    }

    @Test func `a layer that is listed as it should be is not added again`() throws {
        let text = LayersText.only(Self.ward) + "# end"
        #expect(try Self.adding(to: text) == text)
    }

    @Test(arguments: [
        "layers: [\(borough.dropFirst(2))]\n", "layers:\n  - {id: ward, name: {en: W}, file: w.geojson, key: id}\n",
        "{}",
        "layers:\n  [\(borough.dropFirst(2))]\n", "", "layers:\n  - {id: x}\n",
    ])
    func `what cannot be added to is left alone, and the lines are told`(text: String) {
        let error = #expect(throws: CommandError.self) { try Self.adding(to: text) }
        #expect(error?.ending == .findings)
    }
}
