/// Texts of GeoJSON files for tests.
enum GeoJSON {
    static let square = "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]"

    static func file(_ features: String..., crs: String? = nil) -> String {
        let crs = crs.map { #""crs": \#($0), "# } ?? ""
        return #"{"type": "FeatureCollection", \#(crs)"features": [\#(features.joined(separator: ","))]}"#
    }

    static func feature(
        code: String = #""1""#,
        name: String = #""One""#,
        more: String = "",
        coordinates: String = square,
        geometry: String? = nil
    ) -> String {
        let geometry = geometry ?? #"{"type": "Polygon", "coordinates": \#(coordinates)}"#
        return """
            {"type": "Feature", "properties": {"code": \(code), "name": \(name)\(more)}, "geometry": \(geometry)}
            """
    }
}
