import ServiceRequests

extension ServiceRequest.Draft {
    /// The place in words: the location itself, or the word beside a point.
    var addressText: String? {
        if case .address(let text) = location { text } else { address }
    }

    /// The city's id of the address, where that is the location.
    var addressID: String? {
        if case .addressID(let id) = location { id } else { nil }
    }
}
