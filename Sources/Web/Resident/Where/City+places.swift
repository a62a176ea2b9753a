import Boundaries
import ServiceRequests

extension City {
    /// Whom to call for a point outside the jurisdiction; nil for one inside.
    func outside(at point: Coordinate) -> OutsideArea? {
        // Whatever is asked for there: the outline alone decides.
        guard let service = catalog.services.first,
            case .outside(let area) = assigner.assign(
                ServiceRequest.Draft(serviceCode: service.code, location: .point(point))
            )
        else { return nil }
        return area
    }

    /// What lies at a point, in words.
    func words(for point: Coordinate, language: String) -> PlaceSummary {
        PlaceSummary(snapshot.index.probe(point), index: snapshot.index, names: layerNames, language: language)
    }
}
