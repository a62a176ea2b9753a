public import Boundaries

/// What says in which of another department's queues an item would wait: its service and its place.
public struct ItemPlace: Sendable, Hashable {
    /// The item's number.
    public let item: Int64
    /// What was asked for.
    public let serviceCode: String
    /// The point, where there is one.
    public let coordinate: Coordinate?
}
