import Boundaries
import ServiceRequests

extension City {
    /// Whether a service can be asked for at a point: it lies in the city, and not in a gap of what the service needs.
    func serves(_ service: Catalog.Service, at point: Coordinate) -> Bool {
        let draft = ServiceRequest.Draft(serviceCode: service.code, location: .point(point))
        guard case .routed(let decision) = assigner.assign(draft) else { return false }
        return decision.triage == nil
    }
}
