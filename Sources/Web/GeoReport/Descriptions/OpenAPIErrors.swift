import GeoReport

/// The errors an address answers, as OpenAPI's responses: one an HTTP status, each with its codes.
struct OpenAPIErrors: Sendable, Hashable {
    let codes: [GeoReportError.Code]
    /// Whether any page may read them, which it may of all but POST.
    var isOpen = true
    /// Real ones by their status, beside what the codes mean.
    var examples: [GeoReportError] = []

    /// What any call may get.
    static let always: [GeoReportError.Code] = [
        .badRequest, .formMalformed, .formTooLarge, .jurisdictionMissing, .jurisdictionUnknown, .internalFault,
        .unavailable,
    ]

    /// One response a status, in the order of their numbers.
    func responses(in format: Format) -> [WireValue.Member] {
        Set(codes.map(\.status)).sorted().map { status in
            let own = GeoReportError.Code.allCases.filter { codes.contains($0) && $0.status == status }
            // Among faults of several kinds what is not found decides, and the others are told with it.
            let told = GeoReportError.Code.allCases.filter {
                codes.contains($0) && ($0.status == status || status == 404 && $0.status == 400 && !isOpen)
            }
            let words = own.map { "`\($0.rawValue)` \($0.meaning)" }.joined(separator: "; ")
            var headers = OpenAPIHeader.everywhere
            if isOpen { headers.append(.open) }
            if [409, 429, 503].contains(status) { headers.append(.retry) }
            var media: [WireValue.Member] = [.init("schema", Self.schema(told))]
            if let example = examples.first(where: { $0.status == status }) {
                media.append(.init("example", ErrorBody.body(example).example(in: format)))
            }
            return .init(
                String(status),
                [
                    "description": .string(words + "."),
                    "headers": .object(headers.map(\.member)),
                    "content": .object([.init(format.mediaType, .object(media))]),
                ]
            )
        }
    }

    private static func schema(_ codes: [GeoReportError.Code]) -> WireValue {
        [
            "allOf": [
                ["$ref": .string(AnswerShape.errors.reference)],
                ["items": ["properties": ["code": Shape.word(codes.map(\.rawValue)).jsonSchema]]],
            ]
        ]
    }
}

extension WireBody {
    /// The body as an example in a description: its values, or the text of its XML.
    func example(in format: Format) -> WireValue {
        switch format {
        case .json: value
        case .xml: .string(String(decoding: encoded(as: .xml), as: UTF8.self))
        }
    }
}
