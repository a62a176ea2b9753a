/// A format of files that boundaries are imported from, by the ending of their names.
enum ImportFormat: String, CaseIterable, Sendable {
    case shapefile = "shp"
    case geoPackage = "gpkg"
    case fileGDB = "gdb"
    case kml
    case kmz
    case geoJSON = "geojson"
    case json

    /// The format a file's name says it has.
    init?(name: String) {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        self.init(rawValue: name[dot...].dropFirst().lowercased())
    }

    /// What a person calls a file of it.
    var words: String {
        switch self {
        case .shapefile: "a Shapefile"
        case .geoPackage: "a GeoPackage"
        case .fileGDB: "a file geodatabase"
        case .kml: "KML"
        case .kmz: "zipped KML"
        case .geoJSON, .json: "GeoJSON or ArcGIS JSON"
        }
    }

    /// Whether a file with these first bytes, some thousand, can be one.
    func begins(_ bytes: [UInt8]) -> Bool {
        // A byte order mark and blanks may stand before text.
        let text = bytes.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 == 0x20 || (0x09...0x0D).contains($0) }
        return switch self {
        case .shapefile: bytes.starts(with: [0, 0, 0x27, 0x0A])
        case .geoPackage: bytes.starts(with: Array("SQLite format 3\0".utf8))
        case .fileGDB: false
        case .kml: text.first == UInt8(ascii: "<") && String(decoding: text, as: UTF8.self).contains("<kml")
        case .kmz: bytes.starts(with: [0x50, 0x4B, 3, 4])
        case .geoJSON, .json: text.first == UInt8(ascii: "{")
        }
    }
}
