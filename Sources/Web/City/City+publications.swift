import Boundaries
import ServiceRequests
import Store

extension City {
    /// What was published here.
    var publications: Publications { Publications(pool: pool, jurisdiction: row) }

    /// The files of a catalog that was published; throws where they are not what they were.
    func catalogFiles(_ version: String) async throws -> [SourceFile] {
        guard let published = try await publications.catalog(version) else { return [] }
        return try await OwnThread.run { () throws(CatalogError) in try published.catalog().files }
    }

    /// What the lint says of the catalog in force.
    ///
    /// The files are only read where there is something, to have its lines.
    func catalogIssues(in files: [SourceFile]) async -> [CatalogIssue] {
        let (catalog, layers) = (catalog, snapshot.index.layers)
        return await OwnThread.run { () throws(Never) in
            let issues = CatalogLint.issues(in: catalog, layers: layers)
            return issues.isEmpty ? [] : CatalogLint.issues(in: files, layers: layers)
        }
    }
}
