extension Shape {
    static let discovery = Shape.object([
        .init("changeset", .date, "When what an endpoint offers last changed: definitions read since then hold."),
        .init("contact", .text(), "Whom to ask about the endpoints."),
        .init("key_service", .text(), "Where keys come from, and whether any is needed."),
        .init("endpoints", .list(.named(.endpoint), atLeast: 2), "Where GeoReport is served."),
    ])

    static let endpoint = Shape.object([
        .init("specification", .word([DiscoveryBody.specification]), "What is spoken there."),
        .init("url", .pattern("https?://[^ ]+"), "Its base: a resource's address without `/services.json`."),
        .init("changeset", .date, "When its services or their questions last changed."),
        .init(
            "type",
            .word(DiscoveryBody.Endpoint.Kind.allCases.map(\.rawValue)),
            "What is sent to `production` is dispatched, and what is sent to `test` to nobody."
        ),
        .init("formats", .list(.word(Format.allCases.map(\.mediaType)), atLeast: 1), "The media types it answers in."),
        .init("service_area", .named(.area), "Where it takes requests for: for choosing an endpoint.", .extended),
    ])

    /// GeoJSON, RFC 7946.
    static let area = Shape.object([
        .init("type", .word(["MultiPolygon"]), "The kind of geometry, of GeoJSON."),
        .init(
            "coordinates",
            .list(.list(.list(.list(.number(-180...180), atLeast: 2, atMost: 2), atLeast: 4), atLeast: 1)),
            "Polygons, each of rings, each of positions, each of a longitude and a latitude."
        ),
    ])
}
