import Boundaries
import GeoReport
import ServiceRequests

/// A submission that a city takes as it is: one of its own services, somewhere in it, with the answers that must be there.
struct ExampleForm: Sendable {
    let parameters: [FormParameters.Parameter]

    /// How finely a place is looked for, in each direction.
    private static let steps = 16

    init(_ city: City) {
        let services = city.catalog.services
        let plain = services.first { $0.type == .realtime && $0.visibility == .public && $0.hasPublicDescription }
        guard let service = plain ?? services.first else {
            parameters = []
            return
        }
        var parameters = [FormParameters.Parameter(name: "service_code", value: service.code)]
        func add(_ name: String, _ value: String) { parameters.append(.init(name: name, value: value)) }
        if let place = Self.place(for: service, in: city) {
            add("lat", String(place.latitude))
            add("long", String(place.longitude))
        } else {
            add("address_string", "1 Main Street")
        }
        add("description", "Since yesterday.")
        for attribute in service.attributes where attribute.isRequired && attribute.condition == nil {
            add("attribute[\(attribute.code)]", Self.answer(to: attribute))
        }
        self.parameters = parameters
    }

    /// The place nearest to the middle, of some looked at, where the service can be asked for.
    private static func place(for service: Catalog.Service, in city: City) -> Coordinate? {
        guard let extent = city.extent else { return nil }
        func step(_ from: Double, _ to: Double, _ index: Int) -> Double {
            let degrees = from + (to - from) * (Double(index) + 0.5) / Double(steps)
            return (degrees * 1e5).rounded() / 1e5
        }
        func distance(_ index: Int) -> Int { abs(2 * index + 1 - steps) }
        let cells = (0..<steps * steps).map { (row: $0 / steps, column: $0 % steps) }
            .sorted { distance($0.row) + distance($0.column) < distance($1.row) + distance($1.column) }
        for cell in cells {
            let latitude = step(extent.south, extent.north, cell.row)
            let longitude = step(extent.west, extent.east, cell.column)
            guard let place = try? Coordinate(latitude: latitude, longitude: longitude) else { continue }
            if city.serves(service, at: place) { return place }
        }
        return nil
    }

    private static func answer(to attribute: Catalog.Attribute) -> String {
        switch attribute.datatype {
        case .singlevaluelist, .multivaluelist: attribute.values.first?.key ?? ""
        case .number: "1"
        case .datetime: "2026-01-31T09:30:00Z"
        case .string, .text: "Example"
        }
    }
}
