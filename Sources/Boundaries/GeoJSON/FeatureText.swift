/// Writes features as GeoJSON (RFC 7946), one feature a line.
///
/// Numbers are written so that reading them gives the same doubles. Rings are turned as section 3.1.6 wants them, shells
/// counterclockwise and holes clockwise, which changes no area.
public struct FeatureText: Sendable {
    /// What a property can be.
    public enum Value: Sendable, Hashable {
        /// A text.
        case text(String)
        /// A finite number; one that is not is written as null.
        case number(Double)
        /// A whole number.
        case integer(Int)
        /// True or false.
        case truth(Bool)
        /// Nothing known.
        case null
    }

    private var lines: [String] = []

    /// Creates a collection without features.
    public init() {}

    /// Adds a feature: a Polygon where there is one, a MultiPolygon where there are several, no geometry where there is
    /// none.
    public mutating func add(_ polygons: [Polygon], properties: [(name: String, value: Value)]) {
        let members = properties.map { "\(Self.quoted($0.name)):\(Self.text($0.value))" }.joined(separator: ",")
        lines.append(
            #"{"type":"Feature","properties":{\#(members)},"geometry":\#(Self.geometry(polygons))}"#
        )
    }

    /// The whole collection.
    public var text: String {
        #"{"type":"FeatureCollection","features":["# + "\n" + lines.joined(separator: ",\n") + "\n]}\n"
    }

    /// A geometry; one polygon is a MultiPolygon only where that is asked for.
    static func geometry(_ polygons: [Polygon], isMulti: Bool = false) -> String {
        switch polygons.count {
        case 0: "null"
        case 1 where !isMulti: #"{"type":"Polygon","coordinates":\#(rings(polygons[0]))}"#
        default: #"{"type":"MultiPolygon","coordinates":[\#(polygons.map(rings).joined(separator: ","))]}"#
        }
    }

    private static func rings(_ polygon: Polygon) -> String {
        let rings =
            [ring(polygon.shell, isCounterclockwise: true)]
            + polygon.holes.map { ring($0, isCounterclockwise: false) }
        return "[\(rings.joined(separator: ","))]"
    }

    private static func ring(_ ring: [Coordinate], isCounterclockwise wanted: Bool) -> String {
        let positions = ring.isCounterclockwise == wanted ? ring : ring.reversed()
        return "[\(positions.map { "[\($0.longitude),\($0.latitude)]" }.joined(separator: ","))]"
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .number(let number): number.isFinite ? "\(number)" : "null"
        case .integer(let number): "\(number)"
        case .truth(let truth): "\(truth)"
        case .null: "null"
        }
    }

    /// A JSON string (RFC 8259, section 7).
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\u{0}"..."\u{1F}":
                let code = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
