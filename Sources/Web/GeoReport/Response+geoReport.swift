import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// An answer of GeoReport in the format that was asked for.
    static func geoReport(_ body: WireBody, as format: Format, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: format.contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded(as: format)))
        )
    }
}
