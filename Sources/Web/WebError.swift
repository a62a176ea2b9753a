public import Boundaries
public import ServiceRequests
public import Store

/// Why a server does not start.
public enum WebError: Error, Sendable {
    /// The database cannot be used.
    case database(StoreError)
    /// The database's tables are not of this program's version; what they are, and what to do about it.
    case schema(String)
    /// The catalog folder holds no jurisdiction.
    case noJurisdiction(folder: String)
    /// A jurisdiction's catalog or layers cannot be read.
    case unreadable(jurisdiction: String, CatalogError)
    /// A jurisdiction's boundaries cannot be indexed.
    case boundaries(jurisdiction: String, BoundaryError)
    /// The folder is named otherwise than the jurisdiction in it.
    case misnamed(folder: String, id: String)
    /// A jurisdiction's catalog and layers do not fit together: the errors, warnings left out.
    case lint(jurisdiction: String, [CatalogIssue])
    /// A template of the program's own pages is broken.
    case template(String)
}

extension WebError: CustomStringConvertible {
    /// What was expected and what was found; safe to show, one line a problem.
    public var description: String {
        switch self {
        case .database(let error): "\(error)"
        case .schema(let message): message
        case .noJurisdiction(let folder):
            "\(folder): expected a folder for each jurisdiction, with its jurisdiction.yml, found none"
        case .unreadable(let jurisdiction, let error): "\(jurisdiction): \(error)"
        case .boundaries(let jurisdiction, let error): "\(jurisdiction): \(error)"
        case .misnamed(let folder, let id):
            "\(folder)/jurisdiction.yml: expected the id of its folder, \(folder), found \(id)"
        case .lint(let jurisdiction, let issues):
            issues.map { "\(jurisdiction)/\($0)" }.joined(separator: "\n")
        case .template(let problem): "a page's template cannot be read: \(problem)"
        }
    }
}
