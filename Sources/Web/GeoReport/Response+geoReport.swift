import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// An answer of GeoReport in the format that was asked for, and in a language where it has words for residents.
    static func geoReport(
        _ body: WireBody,
        as format: Format,
        in language: String? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        var headers: HTTPFields = [.contentType: format.contentType]
        if let language {
            headers[.contentLanguage] = language
            headers[.vary] = "Accept-Language"
        }
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded(as: format)))
        )
    }
}
