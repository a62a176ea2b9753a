public import Boundaries

/// The catalog and the boundaries that decisions are made with: one immutable value, swapped whole.
public struct RoutingSnapshot: Sendable {
    /// Services, departments and routes.
    public let catalog: Catalog
    /// Every layer, ready to be asked.
    public let index: BoundaryIndex

    /// Pairs a catalog with the index its routes name; `CatalogLint` tells beforehand whether the two fit.
    public init(catalog: Catalog, index: BoundaryIndex) {
        self.catalog = catalog
        self.index = index
    }
}
