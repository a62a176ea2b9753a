import Boundaries
import GeoReport
import ServiceRequests
import Store

/// A boundary that somebody wants to follow, with the service where only one is meant.
struct FollowedPlace: Sendable {
    let name: PlaceName
    /// What people call it.
    let label: String
    /// What kind of place it is.
    let layerLabel: String
    let service: Catalog.Service?

    /// Reads `layer`, `boundary` and `service_code`; nil where there is no such boundary or no such public service.
    init?(_ parameters: FormParameters, _ visit: PageVisit) {
        let (city, language) = (visit.city, visit.language)
        guard let layer = parameters["layer"], let id = parameters["boundary"],
            let boundary = city.snapshot.index.reference(layer: layer, id: id)
        else { return nil }
        service = parameters["service_code"].flatMap { city.catalog.service(named: $0) }
        if parameters["service_code"] != nil, service?.visibility != .public { return nil }
        name = PlaceName(layer: layer, boundary: id)
        label = city.layerNames.name(of: boundary, in: language)
        let definition = city.snapshot.index.layers.first { $0.id == layer }?.definition
        layerLabel = definition.map { LocalizedText($0.names).text(in: language) } ?? ""
    }

    /// Its page.
    var address: String { "/follow/places?\(query)" }

    /// The query that names it.
    var query: String {
        FormParameters(fields(withService: true).map { .init(name: $0.name, value: $0.value) }).encoded
    }

    /// What forms carry on.
    func fields(withService: Bool) -> [HiddenField] {
        [HiddenField(name: "layer", value: name.layer), HiddenField(name: "boundary", value: name.boundary)]
            + (withService ? service.map { [HiddenField(name: "service_code", value: $0.code)] } ?? [] : [])
    }
}
