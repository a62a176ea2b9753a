import GeoReport
import HTTPTypes
import ServiceRequests

/// POST requests, as OpenAPI has it.
struct OpenAPISubmission: Sendable {
    let form: OpenAPIForm
    /// What the city wants of those that send.
    let keys: Jurisdiction.ClientKeys
    let examples: OpenAPIExamples

    private static let codes: [GeoReportError.Code] = [
        .outsideJurisdiction, .serviceCodeMissing, .locationMissing, .coordinateIncomplete, .coordinateInvalid,
        .attributeMissing, .attributeInvalid, .descriptionTooLong, .parameterInvalid, .listTooLong, .keyMissing,
        .keyInvalid, .serviceUnknown, .conflict, .tooLarge, .unsupportedMediaType, .unprocessable, .tooManyRequests,
    ]

    var posting: OpenAPIPosting {
        let answer: WireValue = [
            "description": "An answer to a question of the service's definition; several repeat the field.",
            "anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]],
        ]
        return OpenAPIPosting(
            id: "submit",
            summary: "Ask for a service",
            tag: "requests",
            answer: .receipt,
            example: examples.receipt,
            success: "Stored for good.",
            codes: Self.codes,
            failures: [examples.refusal],
            parameters: [.language, Self.key],
            headers: [.language, .replayed],
            security: OpenAPISecurity.of(keys),
            body: form.body(
                Self.fields,
                required: ["service_code"],
                example: examples.submission,
                rules: [
                    .init("patternProperties", .object([.init(#"^attribute\[[^\]]+\](\[[0-9]*\])?$"#, answer)])),
                    .init(
                        "anyOf",
                        [
                            ["required": ["lat", "long"]], ["required": ["address_string"]],
                            ["required": ["address_id"]],
                        ]
                    ),
                ]
            )
        )
    }

    private static let key = OpenAPIParameter(
        HTTPField.Name.idempotencyKey.rawName,
        ["type": "string", "pattern": .string("^[!-~]{1,\(IdempotencyKey.maximumLength)}$")],
        "Sent again under the same key, the same is stored once and answered as before.",
        in: .header
    )

    static let fields: [OpenAPIForm.Field] = {
        let line = Shape.text(atMost: SubmissionDecoder.longestName)
        return [
            .init("service_code", .text(), "A code that GET services lists, or another system's name for it."),
            .init("lat", .number(-90...90), "The latitude of the place; together with `long`."),
            .init("long", .number(-180...180), "The longitude of the place; together with `lat`."),
            .init("accuracy", .number(0...100_000), "To how many metres the point is known."),
            .init("address_string", .text(atMost: ServiceRequest.maximumAddress), "The place in words."),
            .init("address_id", line, "The city's own id of the address."),
            .init("description", .text(atMost: ServiceRequest.maximumDescription), "What is wrong, in plain text."),
            .init("email", .text(atMost: SubmissionDecoder.longestEmail), "Where to write to; never public."),
            .init("first_name", line, "Never public."),
            .init("last_name", line, "Never public."),
            .init("phone", line, "Never public."),
            .init("device_id", line, "The client's own name of the device."),
            .init("account_id", line, "The client's own name of the account; the receipt repeats it."),
            .init("api_key", .text(), "The client's key, where no header has it."),
            .init("extensions", .bool, "With `true` the receipt has what goes beyond the specification."),
        ]
    }()
}
