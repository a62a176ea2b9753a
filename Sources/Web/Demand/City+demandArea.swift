import Boundaries
import ServiceRequests

extension City {
    /// The area a place is counted in: a boundary of the layer the city compares areas by; nil for a place in none.
    func demandArea(at place: Coordinate) -> String? {
        let layer = catalog.jurisdiction.demandLayer ?? catalog.jurisdiction.tolerance.outline
        return snapshot.index.probe(place).hits[layer]?.boundary.id
    }
}
