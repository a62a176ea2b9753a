import Testing

@testable import dispatch311

@Suite struct SourceLayerTests {
    private static let described = """
        INFO: Open of `wards.gpkg'
              using driver `GPKG' successful.

        Layer name: wards 2026 (draft)
        Geometry: Multi Polygon
        Feature Count: 51
        Layer SRS WKT:
        PROJCRS["NAD83 / New York Long Island (ftUS)",
            BASEGEOGCRS["NAD83",
        Data axis to CRS axis mapping: 1,2
        FID Column = fid
        Geometry Column = geom
        ward: Integer (0.0)
        Layer name: notes
        Geometry: None
        Feature Count: 3
        Layer SRS WKT:
        (unknown)
        text: String (0.0)
        Layer name: sketch
        Geometry: Polygon
        Layer SRS WKT:
        ENGCRS["Undefined Cartesian SRS with unknown unit",
        """

    @Test func `layers, counts and reference systems are read`() {
        let layers = SourceLayer.all(in: Self.described)
        #expect(layers.map(\.name) == ["wards 2026 (draft)", "notes", "sketch"])
        #expect(layers.map(\.geometry) == ["Multi Polygon", "None", "Polygon"])
        #expect(layers.map(\.count) == [51, 3, nil])
        #expect(layers.map(\.referenceSystem) == ["NAD83 / New York Long Island (ftUS)", nil, nil])
    }

    @Test(arguments: ["", "ERROR 1: no", "Layer name: x"])
    func `what is missing is missing`(text: String) {
        #expect(SourceLayer.all(in: text).allSatisfy { $0.referenceSystem == nil && $0.count == nil })
    }
}
