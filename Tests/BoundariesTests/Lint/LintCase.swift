import Boundaries
import Foundation

/// Looks at texts of GeoJSON files for tests.
enum LintCase {
    /// Where New York lies.
    static let newYork = BoundingBox(TinyCity.coordinate(40.45, -74.3), TinyCity.coordinate(40.95, -73.65))

    static func subject(
        _ text: String,
        key: String? = "code",
        label: String? = "name",
        extent: BoundingBox? = nil
    ) -> LintSubject {
        LintSubject(data: Data(text.utf8), file: "ward.geojson", key: key, label: label, extent: extent)
    }

    static func result(
        _ text: String,
        key: String? = "code",
        label: String? = "name",
        extent: BoundingBox? = nil,
        settings: LintSettings = LintSettings()
    ) throws -> LintResult {
        try BoundaryLint(settings: settings).result(of: subject(text, key: key, label: label, extent: extent))
    }

    static func repair(_ text: String, extent: BoundingBox? = nil) throws -> RepairOutcome {
        try BoundaryRepair().outcome(of: subject(text, extent: extent))
    }

    /// A ring of a regular polygon, counterclockwise, about so many metres wide.
    static func disc(_ latitude: Double, _ longitude: Double, metres: Double, corners: Int) -> String {
        let degrees = metres / 2 / 111_195
        let positions = (0...corners).map { corner in
            let angle = 2 * Double.pi * Double(corner % corners) / Double(corners)
            return "[\(longitude + degrees * cos(angle)),\(latitude + degrees * sin(angle))]"
        }
        return "[\(positions.joined(separator: ","))]"
    }
}
