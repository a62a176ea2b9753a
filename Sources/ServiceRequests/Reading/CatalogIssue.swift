/// Something wrong with a catalog, and where.
public struct CatalogIssue: Sendable, Hashable {
    /// Whether a catalog with such an issue may be used.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        case error
        case warning
    }

    /// Whether the catalog may be used all the same.
    public let severity: Severity
    /// The file, relative to the catalog's folder.
    public let file: String
    /// The line, from 1, where it is known.
    public let line: Int?
    /// The key path in the file, `services[3].routes[0].department`; empty for the file as a whole.
    public let path: String
    /// What was expected, what was found, and what may have been meant.
    public let message: String

    /// Creates an issue.
    public init(severity: Severity = .error, file: String, line: Int? = nil, path: String = "", message: String) {
        self.severity = severity
        self.file = file
        self.line = line
        self.path = path
        self.message = message
    }
}

extension CatalogIssue: CustomStringConvertible {
    /// `services/noise.yml:12: error: services[3].routes[0].department: expected …, found …`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(severity.rawValue): \(path.isEmpty ? "" : path + ": ")\(message)"
    }
}

extension [CatalogIssue] {
    /// The issues by file, then line, then path; the same issues always in the same order.
    var inOrder: [CatalogIssue] {
        sorted { one, other in
            if one.file != other.file { return one.file < other.file }
            if one.line != other.line { return (one.line ?? 0) < (other.line ?? 0) }
            if one.path != other.path { return one.path < other.path }
            return one.message < other.message
        }
    }
}
