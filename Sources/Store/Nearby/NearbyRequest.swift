/// An open service request near a place.
public struct NearbyRequest: Sendable, Hashable {
    /// The public id.
    public let id: String
    /// Metres from the place.
    public let metres: Double
    /// Whether a department has taken it on, so that it no longer waits.
    public let isTakenOn: Bool
}
