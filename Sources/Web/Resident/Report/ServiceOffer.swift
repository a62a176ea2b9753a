import Boundaries
import ServiceRequests

/// What a city offers at a point.
///
/// Nothing is refused for its place alone: where a boundary is missing, a person decides who handles it.
struct ServiceOffer: Sendable {
    /// Services that have a department there; all of them where there is no point yet.
    let served: [Catalog.Service]
    /// Services that a person would have to find the department for.
    let undecided: [Catalog.Service]

    init(_ city: City, at point: Coordinate?) {
        guard let point else {
            served = city.catalog.services
            undecided = []
            return
        }
        var served: [Catalog.Service] = []
        var undecided: [Catalog.Service] = []
        for service in city.catalog.services {
            if city.serves(service, at: point) { served.append(service) } else { undecided.append(service) }
        }
        self.served = served
        self.undecided = undecided
    }
}
