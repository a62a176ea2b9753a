import GeoReport
import HTTPTypes

/// An address that takes a form, in both formats.
struct OpenAPIPosting: Sendable {
    /// What programs call it.
    let id: String
    let summary: String
    let tag: String
    /// What is answered where all went well, and an example of it.
    let answer: AnswerShape
    let example: WireBody
    /// What it means that it is answered.
    let success: String
    /// The errors it has beside those that every call may get.
    let codes: [GeoReportError.Code]
    var failures: [GeoReportError] = []
    let parameters: [OpenAPIParameter]
    /// The header fields of its answer, beside those that every one has.
    let headers: [OpenAPIHeader]
    let security: WireValue
    let body: WireValue

    /// The operation in a format.
    func operation(in format: Format) -> WireValue {
        let headers = OpenAPIHeader.everywhere + self.headers
        let media: [WireValue.Member] = [
            .init("schema", ["$ref": .string(answer.reference)]), .init("example", example.example(in: format)),
        ]
        let success: WireValue = [
            "description": .string("\(self.success) \(answer.title)."),
            "headers": .object(headers.map(\.member)),
            "content": .object([.init(format.mediaType, .object(media))]),
        ]
        let errors = OpenAPIErrors(codes: OpenAPIErrors.always + codes, isOpen: false, examples: failures)
        return [
            "operationId": .string("\(id)_\(format.rawValue)"),
            "summary": .string(summary),
            "tags": [.string(tag)],
            "security": security,
            "parameters": .array(parameters.map(\.value)),
            "requestBody": body,
            "responses": .object([.init("200", success)] + errors.responses(in: format)),
        ]
    }
}
