public import Boundaries

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Something that the catalog or the boundaries should have known: where a request went, and whose it is.
public struct CatalogFinding: Sendable, Hashable {
    /// Its number, the same for ever.
    public let finding: Int64
    /// When somebody found it.
    public let at: Date
    /// The request's public id.
    public let serviceRequestID: String
    /// What was asked for.
    public let serviceCode: String
    /// Where; nil where there is no point.
    public let coordinate: Coordinate?
    /// The department that the decision gave.
    public let wentTo: String
    /// The department whose it is.
    public let belongsTo: String
    /// The edge that the decision turned on.
    public let edge: Edge?
    /// Why, in the words of who found it.
    public let reason: String
    /// Who found it, as the history names people.
    public let actor: String

    /// A boundary by its layer and id.
    public struct Edge: Sendable, Hashable {
        /// The layer's id.
        public let layer: String
        /// The boundary's id.
        public let boundary: String

        /// Names an edge.
        public init(layer: String, boundary: String) {
            self.layer = layer
            self.boundary = boundary
        }
    }
}

/// How often the same was found: by service and edge.
public struct CatalogFindingCount: Sendable, Hashable {
    /// What was asked for.
    public let serviceCode: String
    /// The edge; nil for those that turned on none.
    public let edge: CatalogFinding.Edge?
    /// The department that decisions gave.
    public let wentTo: String
    /// The department whose it is.
    public let belongsTo: String
    /// How often.
    public let times: Int
}
