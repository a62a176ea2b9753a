extension ServiceRequest {
    /// GeoReport's two statuses; what really happened is the `Outcome`.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        case open
        case closed
    }
}
