import GeoReport
import ServiceRequests

/// POST servicerequestupdates, as OpenAPI has it.
struct OpenAPIUpdateForm: Sendable {
    let form: OpenAPIForm
    let examples: OpenAPIExamples

    private static let codes: [GeoReportError.Code] = [
        .parameterMissing, .parameterInvalid, .statusUnknown, .dateMalformed, .descriptionTooLong, .listTooLong,
        .updateRefused, .keyMissing, .keyInvalid, .serviceRequestUnknown, .conflict, .tooLarge, .unsupportedMediaType,
        .tooManyRequests,
    ]

    var posting: OpenAPIPosting {
        OpenAPIPosting(
            id: "send_update",
            summary: "Say what a resident said of a request in another system",
            tag: "updates",
            answer: .updateReceipt,
            example: UpdatesBody.receipt(OpenAPIExamples.updateID),
            success: "Stored for good.",
            codes: Self.codes,
            parameters: [],
            headers: [.replayed],
            security: OpenAPISecurity.required,
            body: form.body(
                Self.fields,
                required: ["service_request_id", "status", "updated_datetime", "description"],
                example: [
                    "service_request_id": .string(OpenAPIExamples.id),
                    "update_id": "311",
                    "status": .string(UpdateStatus.unchanged.capitals),
                    "updated_datetime": .string(GeoReportDate.example),
                    "description": "It is still there.",
                ],
                rules: [
                    .init("anyOf", [["required": ["update_id"]], ["required": ["update_id_ext"]]])
                ]
            )
        )
    }

    static let fields: [OpenAPIForm.Field] = {
        let words = UpdateStatus.allCases.map(\.capitals)
        return [
            .init("service_request_id", .text(), "The request."),
            .init("update_id", .text(atMost: SubmissionDecoder.longestName), "What the client calls the update."),
            .init(
                "update_id_ext",
                .text(atMost: SubmissionDecoder.longestName),
                "The same in the words of old clients, read where there is no `update_id`."
            ),
            .init("status", .word(words), "How the request stands, as the client sees it; small letters are read too."),
            .init("updated_datetime", .date, "When it was said; any offset is read."),
            .init("description", .text(atMost: WorkRules.standard.longestWords), "The resident's words."),
            .init("api_key", .text(), "The client's key, where no header has it."),
        ]
    }()
}
