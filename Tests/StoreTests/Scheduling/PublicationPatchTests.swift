import Store
import Testing

@Suite struct PublicationPatchTests {
    /// "a1 b2" is layer a in version 1 and layer b in version 2; the catalog and the map stand before and behind a bar.
    private static func content(_ text: String) -> PublicationContent {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        return PublicationContent(
            catalog: parts[0],
            layers: parts[1].split(separator: " ").map {
                Publication.Layer(id: String($0.prefix(1)), version: String($0.dropFirst()))
            },
            mapFiles: parts[2].isEmpty ? [] : [Publication.MapFile(file: "land.geojson", version: parts[2])],
            settings: "{\"extent\": [\"0\", \"0\", \"1\", \"1\"]}"
        )
    }

    private static func text(_ content: PublicationContent) -> String {
        let layers = content.layers.map { $0.id + $0.version }.joined(separator: " ")
        return "\(content.catalog)|\(layers)|\(content.mapFiles.first?.version ?? "")"
    }

    @Test(arguments: [
        ("x|a1 b1|", "x|a1 b1|"), ("x|a1 b1|", "y|a1 b1|"), ("x|a1 b1|", "x|a2 b1|"), ("x|a1 b1|", "x|b1|"),
        ("x|a1 b1|", "x|b1 a1|"), ("x|a1|", "x|c1 a1 b1|"), ("x|a1 b1 c1|m", "y|c1 d1 a2|n"), ("x||", "x|a1|"),
        ("x|a1|m", "x|a1|"),
    ])
    func `what makes one of the other makes it`(before: String, after: String) {
        let patch = PublicationPatch(from: Self.content(before), to: Self.content(after))
        #expect(Self.text(patch.applied(to: Self.content(before))) == after)
        #expect(patch.isEmpty == (before == after))
        // Done twice it is the same.
        #expect(Self.text(patch.applied(to: Self.content(after))) == after)
    }

    @Test(arguments: [
        // What it does not change stays as it is then.
        ("x|a1 b1|", "x|a2 b1|", "y|a1 b7 c1|m", "y|a2 b7 c1|m"),
        ("x|a1 b1|", "y|a1 b1|", "x|a1 b7|m", "y|a1 b7|m"),
        ("x|a1 b1|", "x|a1 b1|m", "y|a1 b7|", "y|a1 b7|m"),
        // What it changes wins over what stands there then.
        ("x|a1 b1|", "x|a2 b1|", "x|a9 b1|", "x|a2 b1|"),
        // A layer that has gone meanwhile comes back, and one that was to go and has gone is no matter.
        ("x|a1 b1|", "x|a2 b1|", "x|b1|", "x|b1 a2|"),
        ("x|a1 b1|", "x|b1|", "x|b2|", "x|b2|"),
        // Another order holds for the layers it knows.
        ("x|a1 b1|", "x|b1 a1|", "x|a1 c1 b3|", "x|b3 a1 c1|"),
    ])
    func `all else stays as it is when the time has come`(before: String, after: String, then: String, result: String) {
        let patch = PublicationPatch(from: Self.content(before), to: Self.content(after))
        #expect(Self.text(patch.applied(to: Self.content(then))) == result)
    }

    @Test func `settings are compared by what they say, not by how they are written`() {
        let one = PublicationContent(catalog: "x", layers: [], mapFiles: [], settings: "{\"extent\": [\"0\", \"1\"]}")
        let other = PublicationContent(catalog: "x", layers: [], mapFiles: [], settings: "{\"extent\":[\"0\",\"1\"]}")
        let third = PublicationContent(catalog: "x", layers: [], mapFiles: [], settings: "{\"extent\":[\"0\",\"2\"]}")
        #expect(PublicationPatch(from: one, to: other).isEmpty)
        #expect(!PublicationPatch(from: one, to: third).isEmpty)
    }
}
