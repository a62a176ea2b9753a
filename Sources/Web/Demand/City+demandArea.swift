import Boundaries
import ServiceRequests

extension City {
    /// The layer the city compares areas by.
    var demandLayer: String { catalog.jurisdiction.demandLayer ?? catalog.jurisdiction.tolerance.outline }

    /// The area a place is counted in, `layer/id`: a boundary of `demandLayer`; nil for a place in none.
    func demandArea(at place: Coordinate) -> String? {
        let layer = demandLayer
        return snapshot.index.probe(place).hits[layer].map { "\(layer)/\($0.boundary.id)" }
    }
}
