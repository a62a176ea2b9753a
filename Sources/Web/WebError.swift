public import Photos
public import ServiceRequests
public import Store

/// Why a server does not start.
public enum WebError: Error, Sendable {
    /// The database cannot be used.
    case database(StoreError)
    /// The database's tables are not of this program's version; what they are, and what to do about it.
    case schema(String)
    /// Nothing is published in the database, and the catalog folder holds no jurisdiction.
    case noJurisdiction(folder: String)
    /// A jurisdiction's catalog and layers cannot be read, or do not fit together: the errors, warnings left out.
    case unusable(jurisdiction: String, [CatalogError])
    /// A template of the program's own pages is broken.
    case template(String)
    /// A file of the secrets that other sites sign with cannot be used; which, and what was expected.
    case secret(String)
    /// The folder of photos cannot be used.
    case photos(folder: String, PhotoError)
}

extension WebError: CustomStringConvertible {
    /// What was expected and what was found; safe to show, one line a problem.
    public var description: String {
        switch self {
        case .database(let error): "\(error)"
        case .schema(let message): message
        case .noJurisdiction(let folder):
            "\(folder): expected a folder for each jurisdiction, with its jurisdiction.yml, found none, "
                + "and nothing is published in the database"
        case .unusable(let jurisdiction, let errors):
            errors.flatMap { "\($0)".split(separator: "\n") }.map { "\(jurisdiction): \($0)" }
                .joined(separator: "\n")
        case .template(let problem): "a page's template cannot be read: \(problem)"
        case .secret(let problem): problem
        case .photos(let folder, let error): "\(folder): \(error.debugDescription)"
        }
    }
}
