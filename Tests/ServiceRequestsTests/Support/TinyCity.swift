import Boundaries
public import ServiceRequests

/// A city of two precincts, a district and a park: small enough to know every answer by heart.
///
/// One thousandth of a degree is 111 m of latitude and 85 m of longitude here. The precincts meet at 73.98° W; in the
/// north-east corner there is none (the gap). The district reaches to 40.012° N, the park begins at 40.010° N (the
/// overlap; the park is the smaller).
enum TinyCity {
    static func layers() -> [BoundaryLayer] {
        [
            layer("city", [boundary("C", "Tinytown", west: -74, east: -73.96, south: 40, north: 40.02)]),
            layer(
                "precinct",
                [
                    boundary("1", "1st Precinct", west: -74, east: -73.98, south: 40, north: 40.02),
                    boundary("2", "2nd Precinct", west: -73.98, east: -73.96, south: 40, north: 40.015),
                ]
            ),
            layer(
                "district",
                [
                    boundary("A", "Southside", ["kind": "district"], west: -74, east: -73.96, south: 40, north: 40.012),
                    boundary("P", "North Park", ["kind": "park"], west: -74, east: -73.96, south: 40.01, north: 40.02),
                ],
                properties: ["kind"]
            ),
        ]
    }

    static func index() throws -> BoundaryIndex {
        let stretch = EdgeTolerance.Stretch(
            name: ["en": "Easton line"],
            metres: 10,
            call: ["en": "Call Easton."],
            line: [try at(40, -73.96), try at(40.02, -73.96)]
        )
        let tolerance = EdgeTolerance(outline: "city", metres: 50, seamMetres: 1, stretches: [stretch])
        return try BoundaryIndex(layers: layers(), tolerance: tolerance)
    }

    static func at(_ latitude: Double, _ longitude: Double) throws -> Coordinate {
        try Coordinate(latitude: latitude, longitude: longitude)
    }

    static func jurisdiction(languages: [String] = ["en"]) -> Jurisdiction {
        Jurisdiction(
            id: "tiny",
            name: "Tinytown",
            timeZone: "America/New_York",
            languages: languages,
            emergency: "Call 911.",
            outside: "Call your own town.",
            tolerance: EdgeTolerance(outline: "city", metres: 50, seamMetres: 1),
            calendar: BusinessCalendar(timeZone: "America/New_York", open: [:]),
            groups: [Jurisdiction.Group(id: "all", name: "Everything")]
        )
    }

    static let departments = [
        Department(code: "police", name: "Police Department"),
        Department(code: "parks", name: "Department of Parks"),
        Department(code: "roads", name: "Road Works"),
        Department(code: "taxi", name: "Taxi Commission"),
        Department(code: "triage", name: "Dispatch triage"),
    ]

    static func service(
        _ code: String,
        attributes: [Catalog.Attribute] = [],
        aliases: [String] = [],
        routes: [Route]
    ) -> Catalog.Service {
        Catalog.Service(
            code: code,
            group: "all",
            name: LocalizedText(["en": code]),
            description: "A service.",
            aliases: aliases,
            attributes: attributes,
            target: .hours(8),
            routes: routes
        )
    }

    static func catalog(
        _ services: [Catalog.Service],
        languages: [String] = ["en"],
        version: String = "0123456789ab"
    ) -> Catalog {
        Catalog(
            jurisdiction: jurisdiction(languages: languages),
            version: version,
            departments: departments,
            services: services
        )
    }

    /// An assigner for one service whose code is "it".
    static func assigner(attributes: [Catalog.Attribute] = [], _ routes: [Route]) throws -> Assigner {
        let catalog = catalog([service("it", attributes: attributes, routes: routes)])
        return Assigner(snapshot: RoutingSnapshot(catalog: catalog, index: try index()))
    }

    private static func layer(_ id: String, _ boundaries: [Boundary], properties: [String] = []) -> BoundaryLayer {
        let definition = LayerDefinition(
            id: id,
            names: ["en": id],
            file: "\(id).geojson",
            key: "id",
            label: "name",
            properties: properties
        )
        return BoundaryLayer(definition: definition, version: "\(id)-1", boundaries: boundaries)
    }

    static func boundary(
        _ id: String,
        _ name: String,
        _ properties: [String: String] = [:],
        west: Double,
        east: Double,
        south: Double,
        north: Double
    ) -> Boundary {
        let corners = [(south, west), (south, east), (north, east), (north, west), (south, west)]
        let shell = corners.compactMap { try? Coordinate(latitude: $0.0, longitude: $0.1) }
        return Boundary(id: id, name: name, properties: properties, polygons: [Polygon(shell: shell)])
    }
}

extension LocalizedText: ExpressibleByStringLiteral {
    /// English only, for short tests.
    public init(stringLiteral value: String) {
        self.init(["en": value])
    }
}

extension Assigner {
    /// The decision for the service "it" at a place; nil when it is none.
    func decision(
        at coordinate: Coordinate?,
        _ answers: [String: [String]] = [:],
        accuracyMetres: Double? = nil
    ) -> RoutingDecision? {
        let location = coordinate.map { ServiceRequest.Location.point($0) } ?? .address("Main Street 1")
        let draft = ServiceRequest.Draft(
            serviceCode: "it",
            location: location,
            accuracyMetres: accuracyMetres,
            attributes: answers
        )
        guard case .routed(let decision) = assign(draft) else { return nil }
        return decision
    }
}
