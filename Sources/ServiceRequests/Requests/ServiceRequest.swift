/// What a resident submitted, and everything that belongs to it.
///
/// A namespace for its parts: the rows themselves live in PostgreSQL and are read by `Store`.
///
/// The target it belongs to is the domain, pure and synchronous. It reads a city's catalog and says all that is wrong
/// with it (`CatalogReader`, `CatalogLint`), checks what a resident answered (`Catalog.Service.answers`), decides who
/// owns the request and why (`Assigner`, `RoutingDecision`), and knows by when it is due (`BusinessCalendar`). It has
/// no clock, no SQL and no HTTP; instants are passed in, and the only files it reads are a catalog's and its layers'.
///
///     let catalog = try CatalogReader().read(CatalogFolder.files(in: "Catalog/nyc"))
///     let index = try BoundaryIndex(layers: layers, tolerance: catalog.jurisdiction.tolerance)
///     let assigner = Assigner(snapshot: RoutingSnapshot(catalog: catalog, index: index))
///     if case .routed(let decision) = assigner.assign(draft) { print(decision.sentence(catalog: catalog)) }
public enum ServiceRequest {
    /// The most characters a description may have (GeoReport v2, POST service request).
    public static let maximumDescription = 4000
    /// The most characters a place in words may have.
    public static let maximumAddress = 1000
}
