import Crypto
import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceRequests

extension Response {
    /// An answer of GeoReport in the format that was asked for, and in a language where it has words for residents.
    static func geoReport(
        _ body: WireBody,
        as format: Format,
        in language: String? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        geoReport(bytes: body.encoded(as: format), as: format, in: language, status: status)
    }

    /// An answer to a question; 304 without a body where the client has this very answer already.
    static func geoReport(
        _ answer: GeoReportAnswer,
        as format: Format,
        in language: String,
        to request: Request
    ) -> Response {
        let bytes = answer.body.encoded(as: format)
        var response = geoReport(bytes: bytes, as: format, in: language, status: .ok)
        response.headers.append(contentsOf: answer.headers)
        guard let keeping = answer.keeping else { return response }
        // Made of the bytes: two answers with the same tag are the same, whatever they were made from.
        let tag = "\"\(SHA256.hash(data: bytes).hexadecimal.prefix(32))\""
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = keeping
        guard request.headers.nameTag(tag) else { return response }
        return Response(status: .notModified, headers: response.headers)
    }

    private static func geoReport(
        bytes: [UInt8],
        as format: Format,
        in language: String?,
        status: HTTPResponse.Status
    ) -> Response {
        var headers: HTTPFields = [.contentType: format.contentType]
        if let language {
            headers[.contentLanguage] = language
            headers[.vary] = "Accept-Language"
        }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
