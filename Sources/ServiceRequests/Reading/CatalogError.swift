public import Boundaries

/// What keeps a catalog, its layers or a stored decision from being read.
public enum CatalogError: Error, Sendable {
    /// Everything that is wrong with the files, in the order of files and lines.
    case issues([CatalogIssue])
    /// A file or folder could not be read at all; the path is as it was given.
    case unreadable(path: String, reason: String)
    /// A layer's GeoJSON is faulty.
    case boundaries(BoundaryError)
    /// The JSON of a routing decision is not what `RoutingDecision.json` writes.
    case malformedDecision(String)
}

extension CatalogError: CustomStringConvertible {
    /// One line for every problem.
    public var description: String {
        switch self {
        case .issues(let issues): issues.map(\.description).joined(separator: "\n")
        case .unreadable(let path, let reason): "\(path): \(reason)"
        case .boundaries(let error): "\(error)"
        case .malformedDecision(let message): "routing decision: \(message)"
        }
    }
}
