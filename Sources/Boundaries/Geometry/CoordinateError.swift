/// Why two numbers are not a position on the earth.
public enum CoordinateError: Error, Sendable, Hashable {
    /// NaN or an infinity.
    case notFinite
    /// A latitude outside −90…90; often latitude and longitude swapped.
    case latitudeOutOfRange(Double)
    /// A longitude outside −180…180; often metres or feet of a projected file.
    case longitudeOutOfRange(Double)
}

extension CoordinateError: CustomStringConvertible {
    /// What was expected and what was found.
    public var description: String {
        switch self {
        case .notFinite: "expected two finite numbers, found one that is not"
        case .latitudeOutOfRange(let value): "expected a latitude from -90 to 90, found \(value)"
        case .longitudeOutOfRange(let value): "expected a longitude from -180 to 180, found \(value)"
        }
    }
}
