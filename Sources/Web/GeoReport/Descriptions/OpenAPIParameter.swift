import GeoReport
import ServiceRequests

/// A parameter of an address, as OpenAPI has it.
struct OpenAPIParameter: Sendable, Hashable {
    /// Where it stands.
    enum Place: String, Sendable, Hashable {
        case query
        case path
        case header
    }

    let name: String
    let place: Place
    let schema: WireValue
    let meaning: String
    var isRequired = false
    /// Whether it is a list with commas between its items.
    var isCommaSeparated = false

    /// A parameter of the query.
    init(_ name: String, _ shape: Shape, _ meaning: String) {
        self.init(name, shape.jsonSchema, meaning)
    }

    init(_ name: String, _ schema: WireValue, _ meaning: String, in place: Place = .query, isRequired: Bool = false) {
        self.name = name
        self.place = place
        self.schema = schema
        self.meaning = meaning
        self.isRequired = isRequired
    }

    /// A list with commas between its items.
    static func commaSeparated(_ name: String, _ item: Shape, atMost: Int? = nil, _ meaning: String) -> Self {
        var parameter = Self(name, Shape.list(item, atMost: atMost), meaning)
        parameter.isCommaSeparated = true
        return parameter
    }

    var value: WireValue {
        var members: [WireValue.Member] = [
            .init("name", .string(name)), .init("in", .string(place.rawValue)), .init("description", .string(meaning)),
        ]
        if isRequired || place == .path { members.append(.init("required", true)) }
        if isCommaSeparated { members += [.init("style", "form"), .init("explode", false)] }
        members.append(.init("schema", schema))
        return .object(members)
    }
}

extension OpenAPIParameter {
    /// A date as clients may write it: any offset, and fractions.
    static func date(_ name: String, _ meaning: String) -> Self {
        Self(name, ["type": "string", "format": "date-time"], "\(meaning); must have a zone.")
    }

    static let extensions = Self("extensions", .bool, "With `true` the answer has what goes beyond the specification.")
    static let latitude = Self("lat", .number(-90...90), "Degrees; together with `long`.")
    static let longitude = Self("long", .number(-180...180), "Degrees; together with `lat`.")

    static let language = Self(
        "Accept-Language",
        ["type": "string"],
        "Chooses among the city's languages what people read in the answer; its first where none fits.",
        in: .header
    )
    static let known = Self(
        "If-None-Match",
        ["type": "string"],
        "The `ETag` of an answer you have: 304 where it still holds.",
        in: .header
    )

    static let serviceCode = Self(
        "service_code",
        Shape.text().jsonSchema,
        "A code that GET services lists, or a name another system has for the service.",
        in: .path
    )
    static let id = Self("service_request_id", Shape.text().jsonSchema, "The id of a service request.", in: .path)
    static let token = Self("token", Shape.text().jsonSchema, "What a batch service's receipt has.", in: .path)

    /// Which city is meant: needed only where several are served.
    static func jurisdiction(_ ids: [String]) -> Self {
        Self(
            "jurisdiction_id",
            Shape.word(ids).jsonSchema,
            "The city; needed where several are served.",
            isRequired: ids.count > 1
        )
    }
}
