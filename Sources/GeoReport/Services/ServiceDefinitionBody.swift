public import ServiceRequests

/// The body of GET services/{service_code}: the questions a service asks.
public enum ServiceDefinitionBody {
    /// The body: an object with the code and the attributes, an empty list where the service asks nothing.
    ///
    /// GeoReport v2 knows no conditional questions, so one that is asked only sometimes is never `required` here; the
    /// submission is still checked against its condition.
    public static func body(_ service: Catalog.Service, language: String = "en") -> WireBody {
        let attributes = service.attributes.enumerated().map { index, attribute in
            value(attribute, order: index + 1, language: language)
        }
        return WireBody(
            .serviceDefinition,
            ["service_code": .string(service.code), "attributes": .array(attributes)]
        )
    }

    private static func value(_ attribute: Catalog.Attribute, order: Int, language: String) -> WireValue {
        [
            "variable": .bool(true),
            "code": .string(attribute.code),
            "datatype": .string(attribute.datatype.rawValue),
            "required": .bool(attribute.isRequired && attribute.condition == nil),
            "datatype_description": .text(attribute.help?.text(in: language)),
            "order": .integer(order),
            "description": .text(attribute.name.text(in: language)),
            "values": .array(
                attribute.values.map { value in
                    ["key": .string(value.key), "name": .string(value.name.text(in: language))]
                }
            ),
        ]
    }
}
