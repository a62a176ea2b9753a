extension ServiceRequest {
    /// By what whoever sent a service request was told to ask for it.
    public enum Reply: Sendable, Hashable {
        /// By its id, which was given at once.
        case id
        /// By a token, which gives the id later: a batch service, by GeoReport.
        case token
        /// By nothing: a blackbox service.
        case nothing
    }
}

extension Catalog.Service {
    /// What is told whoever sends a request by a channel.
    ///
    /// Only other systems wait for an id of a batch service: whoever stands before our own pages is shown the reference
    /// at once. What a blackbox service gets is kept out of GeoReport whoever sent it.
    public func reply(by channel: ServiceRequest.Channel?) -> ServiceRequest.Reply {
        switch type {
        case .realtime: .id
        case .batch: channel == .api ? .token : .id
        case .blackbox: .nothing
        }
    }
}
