import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A JSON answer.
    static func json(_ value: WireValue, status: HTTPResponse.Status = .ok) -> Response {
        json(bytes: value.json, status: status)
    }

    /// A JSON answer that is bytes already.
    static func json(bytes: some Sequence<UInt8>, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: Format.json.contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// An answer of plain text.
    static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// The same answer as the connection's last one.
    ///
    /// Our side closes at once, the client's is read (and thrown away) for a little longer: closing at once would make
    /// its system drop our answer before it is read.
    func closing(_ channel: any Channel, after linger: Duration) -> Response {
        var response = self
        response.headers[.connection] = "close"
        let body = self.body
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            channel.close(mode: .output, promise: nil)
            channel.eventLoop.scheduleTask(in: TimeAmount(linger)) { channel.close(promise: nil) }
        }
        return response
    }
}
