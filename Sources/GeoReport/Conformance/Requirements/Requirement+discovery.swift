extension Requirement {
    private static let fields = Source.specification("Service Discovery, Fields")

    /// What holds for the discovery document.
    static let discovery: [Requirement] = [
        .init("D1", "discovery is served, with changeset, contact, key_service and endpoints", fields),
        .init("D2a", "each endpoint has specification, url, changeset, type and formats", fields),
        .init("D2b", "an endpoint's type is production or test", fields),
        .init("D2c", "an endpoint's formats are MIME types, text/xml among them", fields),
        .init("D2d", "an endpoint of GeoReport v2 is listed by the specification's token", fields),
        .init("D3", "endpoints and formats are lists", .specification("Service Discovery, Formats")),
        .init("D4", "changeset is a date of ISO 8601 in the past", .ruling),
        .init("D5", "a production and a test endpoint are listed", .ruling),
        .init("D6", "endpoints tell their service_area", .convention("open311.github.io, issue 78")),
        .init("D7", "XML and JSON say the same", .specification("Service Discovery, Formats"), .once),
    ]
}
