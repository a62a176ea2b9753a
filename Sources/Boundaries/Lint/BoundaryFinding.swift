/// One thing a lint says of a boundary file, with the place to look for it and what to do about it.
public struct BoundaryFinding: Sendable, Hashable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The reader refuses the file.
        case error
        /// The file can be read; what it says is probably not meant.
        case warning
        /// Nothing goes wrong with it here; other programs may mind.
        case note
    }

    /// What kind of thing it is.
    public enum Rule: Sendable, Hashable {
        /// The reader refuses it.
        case fault(BoundaryFault.Kind)
        /// The reader takes it.
        case oddity(Oddity)

        /// The name for programs: `openRing`.
        public var name: String {
            switch self {
            case .fault(let kind): kind.rawValue
            case .oddity(let oddity): oddity.rawValue
            }
        }

        /// How bad it is.
        public var severity: Severity {
            switch self {
            case .fault: .error
            case .oddity(let oddity): oddity.severity
            }
        }
    }

    /// What kind of thing it is.
    public let rule: Rule

    /// The file, as the lint was told its name.
    public let file: String

    /// The feature, counted from 0; nil where the whole file is meant.
    public let feature: Int?

    /// The boundary's id, where the feature has a readable one.
    public let key: String?

    /// Where it is, where it is in one place.
    public let place: BoundaryFault.Place?

    /// What was expected and what was found.
    public let message: String

    /// What to do about it, as a sentence or a command to run.
    public let remedy: String

    /// How bad it is.
    public var severity: Severity { rule.severity }
}

extension BoundaryFinding: CustomStringConvertible {
    /// "ward.geojson: feature 12 (307), near 40.7, -73.9: expected …, found …"; the remedy is not in it.
    public var description: String { file + ": " + location + message }

    /// The same without the file.
    public var textInFile: String { location + message }

    private var location: String {
        var parts: [String] = []
        if let feature { parts.append("feature \(feature)" + (key.map { " (\($0))" } ?? "")) }
        if let place { parts.append(place.description) }
        return parts.isEmpty ? "" : parts.joined(separator: ", ") + ": "
    }
}
