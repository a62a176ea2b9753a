import GeoReport
import HTTPTypes
import ServiceRequests

/// The ways in which clients show their key, as OpenAPI has them.
enum OpenAPISecurity {
    /// All of them, by name.
    static let schemes: WireValue = .object(ways.map { .init($0.name, $0.scheme) })

    /// Any of them has to be there.
    static let required: WireValue = .array(ways.map { .object([.init($0.name, .array([]))]) })

    /// Any of them, or none.
    static let optional: WireValue = {
        guard case .array(let ways) = required else { return required }
        return .array([.object([])] + ways)
    }()

    /// What a city wants of those that send requests.
    static func of(_ keys: Jurisdiction.ClientKeys) -> WireValue {
        switch keys {
        case .required: required
        case .optional: optional
        }
    }

    private static let ways: [(name: String, scheme: WireValue)] = [
        (
            "key_header",
            [
                "type": "apiKey", "in": "header", "name": .string(HTTPField.Name.apiKey.rawName),
                "description": "A key that the city gave; one for this endpoint.",
            ]
        ),
        ("key_query", ["type": "apiKey", "in": "query", "name": "api_key", "description": "The same, in the query."]),
        ("key_bearer", ["type": "http", "scheme": "bearer", "description": "The same, as a bearer token."]),
    ]
}
