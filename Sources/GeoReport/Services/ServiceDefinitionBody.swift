public import ServiceRequests

/// The body of GET services/{service_code}: the questions a service asks.
public enum ServiceDefinitionBody {
    /// The body: an object with the code and the attributes, an empty list where the service asks nothing.
    ///
    /// GeoReport v2 knows no conditional questions, so one that is asked only sometimes is never `required` here; the
    /// submission is still checked against its condition. With `extensions` each question says when it is asked, and what
    /// clients fill in by themselves is there too, marked as `automated` as FixMyStreet's adapter does.
    public static func body(
        _ service: Catalog.Service,
        extensions: Bool = false,
        language: String = "en"
    ) -> WireBody {
        var attributes = service.attributes.enumerated().map { index, attribute in
            value(attribute, order: index + 1, extensions: extensions, language: language)
        }
        if extensions { attributes.append(clientID(order: attributes.count + 1)) }
        return WireBody(
            .serviceDefinition,
            ["service_code": .string(service.code), "attributes": .array(attributes)]
        )
    }

    private static func value(
        _ attribute: Catalog.Attribute,
        order: Int,
        extensions: Bool,
        language: String
    ) -> WireValue {
        var members: [WireValue.Member] = [
            .init("variable", .bool(true)),
            .init("code", .string(attribute.code)),
            .init("datatype", .string(attribute.datatype.rawValue)),
            .init("required", .bool(attribute.isRequired && attribute.condition == nil)),
            .init("datatype_description", .text(attribute.help?.text(in: language))),
            .init("order", .integer(order)),
            .init("description", .text(attribute.name.text(in: language))),
            .init(
                "values",
                .array(
                    attribute.values.map { value in
                        ["key": .string(value.key), "name": .string(value.name.text(in: language))]
                    }
                )
            ),
        ]
        if extensions {
            members.append(.init("automated", .null))
            members.append(
                .init(
                    "extended_attributes",
                    [
                        "required_when_asked": .bool(attribute.isRequired),
                        "condition": attribute.condition.map(value) ?? .null,
                    ]
                )
            )
        }
        return .object(members)
    }

    /// The client's own id of the report, by which the same report sent again is known.
    private static func clientID(order: Int) -> WireValue {
        [
            "variable": .bool(true), "code": .string("fixmystreet_id"), "datatype": .string("string"),
            "required": .bool(false), "datatype_description": .null, "order": .integer(order),
            "description": .string("The id that the report has where it was written"), "values": .array([]),
            "automated": .string("server_set"),
            "extended_attributes": ["required_when_asked": .bool(false), "condition": .null],
        ]
    }

    /// When a question is asked: an object with one member, or two where it asks for an answer.
    private static func value(_ condition: Condition) -> WireValue {
        switch condition {
        case .attribute(let code, let keys):
            ["code": .string(code), "keys": .array(keys.map { .string($0) })]
        case .all(let conditions): ["all": .array(conditions.map(value))]
        case .any(let conditions): ["any": .array(conditions.map(value))]
        case .not(let condition): ["not": value(condition)]
        // The catalog lets no question ask for the place.
        case .layer, .boundary, .property: .null
        }
    }
}
