public import Boundaries

/// A public request by what it takes to know whether it is near: `RequestReader.records(of:)` reads the rest.
public struct RecentPoint: Sendable, Hashable {
    /// Its service.
    public let serviceCode: String
    /// Where it is.
    public let coordinate: Coordinate

    let number: Int64
}
