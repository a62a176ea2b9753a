/// What reading a catalog and layers together gave.
public struct SnapshotReading: Sendable {
    /// What decides from now on; nil where something is wrong.
    public let snapshot: RoutingSnapshot?
    /// Everything that keeps it from being used; empty where there is a snapshot.
    public let errors: [CatalogError]
    /// What the lint only warns of.
    public let warnings: [CatalogIssue]

    /// Creates a result.
    public init(snapshot: RoutingSnapshot?, errors: [CatalogError], warnings: [CatalogIssue]) {
        self.snapshot = snapshot
        self.errors = errors
        self.warnings = warnings
    }
}
