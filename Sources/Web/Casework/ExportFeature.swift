/// An item as a GeoJSON feature.
struct ExportFeature: Sendable, Encodable {
    /// A point, longitude first.
    struct Geometry: Sendable, Encodable {
        let type = "Point"
        let coordinates: [Double]

        private enum CodingKeys: String, CodingKey { case type, coordinates }
    }

    /// What is told of it.
    struct Properties: Sendable, Encodable {
        let reference, service, queue, due, closed, outcome, ownReference, place: String?
        let department, state, cameIn: String
        let clockPaused: Bool
    }

    let geometry: Geometry?
    let properties: Properties

    init(_ cells: ExportCells, isPaused: Bool) {
        geometry = cells.point.map { Geometry(coordinates: $0) }
        properties = Properties(
            reference: cells.reference,
            service: cells.service,
            queue: cells.queue,
            due: cells.due,
            closed: cells.closed,
            outcome: cells.outcome,
            ownReference: cells.ownReference,
            place: cells.place,
            department: cells.department,
            state: cells.state,
            cameIn: cells.came,
            clockPaused: isPaused
        )
    }

    private enum CodingKeys: String, CodingKey { case type, geometry, properties }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("Feature", forKey: .type)
        // A feature without a place says so: the member must be there.
        try container.encode(geometry, forKey: .geometry)
        try container.encode(properties, forKey: .properties)
    }
}

/// All of them.
struct ExportFeatures: Sendable, Encodable {
    let type = "FeatureCollection"
    let features: [ExportFeature]
    let asOf: String
    /// Whether the list is longer than the file.
    let isCut: Bool

    init(_ features: [ExportFeature], at: String, isCut: Bool) {
        self.features = features
        asOf = at
        self.isCut = isCut
    }

    private enum CodingKeys: String, CodingKey { case type, features, asOf, isCut }
}
