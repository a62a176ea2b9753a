/// One thing a boundary file says that cannot be used, with the place to look for it.
public struct BoundaryFault: Sendable, Hashable {
    /// Where on the earth, or what was there instead of a position.
    public enum Place: Sendable, Hashable {
        /// A position in range.
        case coordinate(Coordinate)
        /// Two numbers as the file has them, in its order, that are no position.
        case raw(first: Double, second: Double)
    }

    /// The file, as the layer's definition names it.
    public let file: String

    /// The feature, counted from 0; nil where the whole file is meant.
    public let feature: Int?

    /// The boundary's id, where the feature has a readable one.
    public let key: String?

    /// Where the fault is, where it is in one place.
    public let place: Place?

    /// What is wrong, for programs.
    public let kind: Kind

    /// What was expected and what was found, for people.
    public let message: String

    /// Creates a fault.
    public init(
        file: String,
        feature: Int? = nil,
        key: String? = nil,
        place: Place? = nil,
        kind: Kind,
        message: String
    ) {
        self.file = file
        self.feature = feature
        self.key = key
        self.place = place
        self.kind = kind
        self.message = message
    }
}

extension BoundaryFault: CustomStringConvertible {
    /// "community_district.geojson: feature 12 (307), near 40.7, -73.9: expected …, found …".
    public var description: String {
        var location: [String] = []
        if let feature { location.append("feature \(feature)" + (key.map { " (\($0))" } ?? "")) }
        if let place { location.append(place.description) }
        return file + ": " + (location.isEmpty ? "" : location.joined(separator: ", ") + ": ") + message
    }
}

extension BoundaryFault.Place: CustomStringConvertible {
    /// "near 40.7, -73.9", latitude first; what is no position stays in the file's order, in brackets.
    public var description: String {
        switch self {
        case .coordinate(let coordinate): "near \(coordinate)"
        case .raw(let first, let second): "at [\(first), \(second)]"
        }
    }
}
