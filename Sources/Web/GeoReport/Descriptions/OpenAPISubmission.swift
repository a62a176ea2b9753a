import GeoReport
import HTTPTypes
import ServiceRequests

/// POST requests, as OpenAPI has it.
struct OpenAPISubmission: Sendable {
    let jurisdictions: [String]
    let limits: WebLimits
    let examples: OpenAPIExamples

    private static let codes: [GeoReportError.Code] = [
        .outsideJurisdiction, .serviceCodeMissing, .locationMissing, .coordinateIncomplete, .coordinateInvalid,
        .attributeMissing, .attributeInvalid, .descriptionTooLong, .parameterInvalid, .listTooLong, .serviceUnknown,
        .conflict, .tooLarge, .unsupportedMediaType, .unprocessable, .tooManyRequests,
    ]

    func operation(in format: Format) -> WireValue {
        let headers = OpenAPIHeader.everywhere + [.language, .replayed]
        let receipt: [WireValue.Member] = [
            .init("schema", ["$ref": .string(AnswerShape.receipt.reference)]),
            .init("example", examples.receipt.example(in: format)),
        ]
        let success: WireValue = [
            "description": .string("Stored for good. \(AnswerShape.receipt.title)."),
            "headers": .object(headers.map(\.member)),
            "content": .object([.init(format.mediaType, .object(receipt))]),
        ]
        let errors = OpenAPIErrors(
            codes: OpenAPIErrors.always + Self.codes,
            isOpen: false,
            examples: [examples.refusal]
        )
        return [
            "operationId": .string("submit_\(format.rawValue)"),
            "summary": "Ask for a service",
            "tags": ["requests"],
            "parameters": .array(Self.parameters.map(\.value)),
            "requestBody": [
                "required": true,
                "description": .string(
                    "Fields of at most \(limits.maximumBody >> 10) KiB together, in at most "
                        + "\(FormLimits().maximumCount) parameters; an empty one is the same as none."
                ),
                "content": [
                    "application/x-www-form-urlencoded": [
                        "schema": schema(files: false), "example": examples.submission,
                    ],
                    "multipart/form-data": ["schema": schema(files: true)],
                ],
            ],
            "responses": .object([.init("200", success)] + errors.responses(in: format)),
        ]
    }

    private static let parameters: [OpenAPIParameter] = [
        .language,
        .init(
            HTTPField.Name.idempotencyKey.rawName,
            ["type": "string", "pattern": .string("^[!-~]{1,\(IdempotencyKey.maximumLength)}$")],
            "Sent again under the same key, the same is stored once and answered as before.",
            in: .header
        ),
        .init(
            HTTPField.Name.apiKey.rawName,
            ["type": "string"],
            "Tells clients apart that repeat a submission; `api_key` says the same.",
            in: .header
        ),
    ]

    /// The fields of the form.
    private func schema(files: Bool) -> WireValue {
        var properties: [WireValue.Member] = Self.fields.map { field in
            .init(field.name, described(field.shape.jsonSchema, field.meaning))
        }
        properties.append(.init("jurisdiction_id", OpenAPIParameter.jurisdiction(jurisdictions).schema))
        let link = Shape.pattern("[Hh][Tt][Tt][Pp][Ss]?://[^\\x00-\\x20\\x7F]*").jsonSchema
        let links: WireValue = [
            "type": "array", "items": link, "maxItems": .integer(SubmissionDecoder.mostMediaURLs),
        ]
        properties.append(
            .init("media_url", described(links, "Pictures elsewhere, kept as links and never fetched; repeated."))
        )
        let photo: WireValue =
            files
            ? ["type": "string", "contentMediaType": "application/octet-stream"]
            : ["type": "string", "contentEncoding": "base64"]
        let media: WireValue = ["type": "array", "items": photo]
        properties.append(
            .init(
                "media",
                described(
                    media,
                    "Photos (JPEG, PNG, WebP), \(limits.maximumPhotos) at most, of at most "
                        + "\(limits.maximumPhoto >> 20) MB each"
                        + (files ? "; any other field with a file is one, too." : ", as base64.")
                )
            )
        )
        let answer: WireValue = [
            "description": "An answer to a question of the service's definition; several repeat the field.",
            "anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]],
        ]
        return [
            "type": "object",
            "properties": .object(properties),
            "patternProperties": .object([.init(#"^attribute\[[^\]]+\](\[[0-9]*\])?$"#, answer)]),
            "required": .array(["service_code"] + (jurisdictions.count > 1 ? ["jurisdiction_id"] : [])),
            "anyOf": [
                ["required": ["lat", "long"]], ["required": ["address_string"]], ["required": ["address_id"]],
            ],
        ]
    }

    private func described(_ schema: WireValue, _ words: String) -> WireValue {
        guard case .object(let members) = schema else { return schema }
        return .object([.init("description", .string(words))] + members)
    }
}
