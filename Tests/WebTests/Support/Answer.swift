import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport

/// What the server answered.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String
    let bytes: [UInt8]

    init(_ response: TestResponse) { self.init(response.head, response.body) }

    init(_ head: HTTPResponse, _ body: ByteBuffer) {
        status = head.status.code
        headers = head.headerFields
        text = String(buffer: body)
        bytes = Array(body.readableBytesView)
    }

    var json: JSON {
        get throws { try JSON(text) }
    }

    /// The codes of a GeoReport error body.
    var codes: [String] {
        get throws { try json.elements.compactMap { $0["code"]?.text } }
    }

    /// The words of a GeoReport error body.
    var descriptions: String {
        get throws { try json.elements.compactMap { $0["description"]?.text }.joined(separator: " ") }
    }

    subscript(header name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }
}
