import GeoReport

/// An address that is read, in both formats.
struct OpenAPIReading: Sendable {
    /// Without its ending.
    let path: String
    /// What programs call it.
    let id: String
    let summary: String
    let tag: String
    let answer: AnswerShape
    var parameters: [OpenAPIParameter] = []
    /// The errors it has beside those that every call may get.
    var codes: [GeoReportError.Code] = []
    /// The header fields it has beside those that every answer has.
    var headers: [OpenAPIHeader] = []
    var isKept = true
    /// The keys that may come with it; nil where none means anything.
    var security: WireValue?
    var example: WireBody?
    var failure: GeoReportError?

    /// The operation in a format.
    func operation(in format: Format) -> WireValue {
        var media: [WireValue.Member] = [.init("schema", ["$ref": .string(answer.reference)])]
        if let example { media.append(.init("example", example.example(in: format))) }
        let kept = isKept ? [OpenAPIHeader.tag] : []
        let headers = OpenAPIHeader.everywhere + [.open, .language] + kept + self.headers
        var responses: [WireValue.Member] = [
            .init(
                "200",
                [
                    "description": .string(answer.title + "."),
                    "headers": .object(headers.map(\.member)),
                    "content": .object([.init(format.mediaType, .object(media))]),
                ]
            )
        ]
        if isKept {
            let headers = OpenAPIHeader.everywhere + [.open, .tag]
            responses.append(
                .init(
                    "304",
                    [
                        "description": "What you have still holds.",
                        "headers": .object(headers.map(\.member)),
                    ]
                )
            )
        }
        let errors = OpenAPIErrors(codes: OpenAPIErrors.always + codes, examples: failure.map { [$0] } ?? [])
        let asked = parameters + [.language] + (isKept ? [.known] : [])
        let members: [WireValue.Member] = [
            .init("operationId", .string("\(id)_\(format.rawValue)")),
            .init("summary", .string(summary)),
            .init("tags", [.string(tag)]),
            .init("parameters", .array(asked.map(\.value))),
            .init("responses", .object(responses + errors.responses(in: format))),
        ]
        return .object(members + (security.map { [.init("security", $0)] } ?? []))
    }
}
