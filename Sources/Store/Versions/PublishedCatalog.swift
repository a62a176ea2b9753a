public import ServiceRequests

/// A catalog as it came from the database.
public struct PublishedCatalog: Sendable {
    let version: String
    let files: [SourceFile]

    /// The catalog, if it still is the version it was published as.
    public func catalog() throws(CatalogError) -> CatalogVersion {
        let catalog = CatalogVersion(files: files)
        guard catalog.version == version else {
            throw .unreadable(
                path: "catalog \(version)",
                reason: "expected the files that were published, found others, which make \(catalog.version)"
            )
        }
        return catalog
    }
}
