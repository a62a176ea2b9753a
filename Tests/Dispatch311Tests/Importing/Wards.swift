import Foundation

/// Three wards side by side in New York, a hundredth of a degree wide each, as GeoJSON and as what GDAL makes of it.
enum Wards {
    /// What a source is made with.
    struct Failed: Error {
        let errors: String
    }

    /// Whether GDAL's programs are here.
    static let hasGDAL = ["ogr2ogr", "ogrinfo"].allSatisfy { name in
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }

    /// What a test says that cannot run without them.
    static let missing = "ogr2ogr is not installed: Scripts/setup --tests installs gdal-bin"

    static func ring(_ number: Int) -> [[Double]] {
        let (west, east) = (-73.95 + 0.01 * Double(number), -73.94 + 0.01 * Double(number))
        return [[west, 40.7], [east, 40.7], [east, 40.71], [west, 40.71], [west, 40.7]]
    }

    /// The wards numbered 1 to 3, of a west and an east side.
    static let geoJSON: String = {
        let features = (1...3).map { number in
            """
            {"type":"Feature","properties":{"WARD":\(number),"NAME":"Ward \(number)","SIDE":"\(number < 3 ? "west" : "east")"},\
            "geometry":{"type":"Polygon","coordinates":[\(ring(number))]}}
            """
        }
        return #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
    }()

    /// Some of the wards as an ArcGIS server answers them.
    static func arcGIS(_ numbers: ClosedRange<Int>, hasMore: Bool = false, system: String = #""wkid":4326"#) -> String {
        let features = numbers.map { number in
            """
            {"attributes":{"FID":\(number),"WARD":\(number),"NAME":"Ward \(number)"},\
            "geometry":{"rings":[\(Array(ring(number).reversed()))]}}
            """
        }
        return """
            {"objectIdFieldName":"FID","geometryType":"esriGeometryPolygon","spatialReference":{\(system)},\
            "fields":[{"name":"FID","type":"esriFieldTypeOID"},{"name":"WARD","type":"esriFieldTypeInteger"},\
            {"name":"NAME","type":"esriFieldTypeString","length":40}],\
            "exceededTransferLimit":\(hasMore),"features":[\(features.joined(separator: ","))]}
            """
    }

    /// Makes a source of them with ogr2ogr and gives its path.
    @discardableResult
    static func make(_ name: String, _ options: String..., in scratch: Scratch) async throws -> String {
        let source = try scratch.file("wards-\(UUID().uuidString).geojson", geoJSON)
        try await run("ogr2ogr", options + [scratch.path(name), source])
        return scratch.path(name)
    }

    /// Runs a program to its end.
    static func run(_ program: String, _ arguments: [String]) async throws {
        let process = Process()
        let errors = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        guard process.terminationStatus == 0 else {
            let text = try errors.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) }
            throw Failed(errors: text ?? "")
        }
    }
}
