import Boundaries
import FoundationEssentials
import ServiceRequests

/// A catalog of four services, small enough to know by heart.
enum TinyCity {
    static let catalog = Catalog(
        jurisdiction: jurisdiction,
        version: "0123456789ab",
        departments: [
            Department(code: "dot", name: LocalizedText(["en": "Department of Transportation"])),
            Department(code: "nypd", name: LocalizedText(["en": "Police Department", "es": "Policía"])),
            Department(code: "triage", name: LocalizedText(["en": "Dispatch triage"])),
        ],
        services: [pothole, noise, tree, encampment]
    )

    static let jurisdiction = Jurisdiction(
        id: "tiny",
        name: LocalizedText(["en": "Tiny City"]),
        timeZone: "America/New_York",
        languages: ["en", "es"],
        emergency: LocalizedText(["en": "Call 911."]),
        outside: LocalizedText(["en": "Call the county."]),
        tolerance: EdgeTolerance(outline: "borough", metres: 250),
        calendar: BusinessCalendar(timeZone: "America/New_York", open: [:]),
        groups: [
            Jurisdiction.Group(id: "streets", name: LocalizedText(["en": "Streets & signs", "es": "Calles"])),
            Jurisdiction.Group(id: "noise", name: LocalizedText(["en": "Noise"])),
        ]
    )

    static let pothole = Catalog.Service(
        code: "pothole",
        group: "streets",
        name: LocalizedText(["en": "Pothole", "es": "Bache"]),
        description: LocalizedText(["en": "A hole in the \"asphalt\"."]),
        keywords: ["en": ["hole", "road, broken"], "es": ["hoyo"]],
        aliases: ["Street Condition", "Sign, Missing"],
        target: .days(3),
        routes: [Route(share: Route.Share(department: "dot"))]
    )

    static let noise = Catalog.Service(
        code: "noise-neighbor",
        group: "noise",
        name: LocalizedText(["en": "Noise from a neighbor"]),
        description: LocalizedText(["en": "Music, voices."]),
        aliases: ["Noise - Residential"],
        attributes: [
            Catalog.Attribute(
                code: "descriptor",
                name: LocalizedText(["en": "What kind?"]),
                datatype: .singlevaluelist,
                values: [
                    .init(key: "loud-music", name: LocalizedText(["en": "Loud music"]), aliases: ["Loud Music/Party"]),
                    .init(key: "banging", name: LocalizedText(["en": "Banging"])),
                ]
            ),
            Catalog.Attribute(
                code: "floor",
                name: LocalizedText(["en": "Which floor?"]),
                datatype: .string,
                isRequired: true,
                help: LocalizedText(["en": "For example 4B."]),
                condition: .attribute(code: "descriptor", keys: ["loud-music"])
            ),
        ],
        target: .hours(8),
        routes: [Route(share: Route.Share(department: "nypd", queueLayer: "police_precinct"))]
    )

    static let tree = Catalog.Service(
        code: "tree",
        group: "parks",
        name: LocalizedText(["en": "Fallen tree"]),
        description: LocalizedText(["en": ""]),
        attributes: [
            Catalog.Attribute(
                code: "blocked",
                name: LocalizedText(["en": "What is blocked?"]),
                datatype: .multivaluelist,
                isRequired: true,
                values: [
                    .init(key: "road", name: LocalizedText(["en": "Road"])),
                    .init(key: "walk", name: LocalizedText(["en": "Sidewalk"])),
                ]
            ),
            Catalog.Attribute(code: "height", name: LocalizedText(["en": "How high?"]), datatype: .number),
        ],
        target: .days(1),
        routes: [Route(share: Route.Share(department: "dot"))]
    )

    static let encampment = Catalog.Service(
        code: "encampment",
        group: "streets",
        name: LocalizedText(["en": "Encampment"]),
        description: LocalizedText(["en": "People who sleep outside."]),
        keywords: ["en": ["tent"]],
        target: .days(1),
        visibility: .private,
        routes: [Route(share: Route.Share(department: "nypd"))]
    )

    /// Where the city lies.
    static var extent: BoundingBox {
        get throws {
            BoundingBox(
                try Coordinate(latitude: 40.5, longitude: -74.25),
                try Coordinate(latitude: 40.9, longitude: -73.7)
            )
        }
    }

    /// A request of which everything is known, and what nobody knows of another.
    static var records: [ServiceRequest.Record] {
        get throws {
            [
                ServiceRequest.Record(
                    id: "7K3M9QXA1",
                    status: .closed,
                    statusNotes: "Filled.",
                    serviceCode: "pothole",
                    description: "Deep one,\nby the \"new\" hydrant\t— \u{1F6A7}",
                    department: "dot",
                    queue: "dot/MN",
                    serviceNotice: "This goes to the Department of Transportation.",
                    requestedAt: Date(timeIntervalSince1970: 1_795_000_000.987_654),
                    updatedAt: Date(timeIntervalSince1970: 1_795_090_000),
                    expectedAt: Date(timeIntervalSince1970: 1_795_100_000),
                    closedAt: Date(timeIntervalSince1970: 1_795_080_000),
                    address: "1 Main St",
                    addressID: "00042",
                    coordinate: try Coordinate(latitude: 40.7128, longitude: -74.006),
                    mediaURLs: ["https://example.org/1.jpg", "https://example.org/2.jpg"]
                ),
                ServiceRequest.Record(
                    id: "000000015",
                    status: .open,
                    serviceCode: "dropped-long-ago",
                    department: "gone",
                    queue: "gone",
                    serviceNotice: "",
                    requestedAt: Date(timeIntervalSince1970: 0),
                    updatedAt: Date(timeIntervalSince1970: 1)
                ),
            ]
        }
    }
}
