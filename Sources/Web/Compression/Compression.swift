import Boundaries
import HTTPTypes
import Hummingbird
import NIOCore

/// Packs answers with gzip for clients that take it: pages, pictures of ours, feeds, the APIs' JSON and XML.
///
/// Never event streams, whose parts must not wait for each other; never what is packed already, what is short, and what
/// ends a connection; never staff's pages, whose tokens stand beside words that others may have put into the address
/// (the length of the packed page would tell them, letter by letter).
struct Compression: RouterMiddleware {
    typealias Context = DispatchContext

    /// Less is not worth the header.
    private static let least = 1 << 10
    /// More is not held in memory twice.
    private static let most = 16 << 20
    /// What takes 5 ms; more is packed on a thread of its own.
    private static let mostHere = 1 << 19
    private static let types: Set<Substring> = [
        "text/html", "text/plain", "text/xml", "image/svg+xml", "application/atom+xml", "application/json",
        "application/xml", "application/schema+json", "application/relax-ng+xml", "application/vnd.oai.openapi+json",
    ]

    func handle(
        _ request: Request,
        context: DispatchContext,
        next: @concurrent (Request, DispatchContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard Self.isPackable(response), !StaffAddress.isStaff(path: request.uri.path) else { return response }
        response.headers.addToVary("Accept-Encoding")
        guard request.method != .head, request.acceptsGzip else { return response }
        let whole = try await response.body.collected()
        guard let packed = await Self.packed(whole) else {
            response.body = ResponseBody(byteBuffer: whole)
            return response
        }
        response.headers[.contentEncoding] = "gzip"
        // The same tag would promise the same bytes as without packing.
        if let tag = response.headers[.eTag], !tag.hasPrefix("W/") { response.headers[.eTag] = "W/\(tag)" }
        response.body = ResponseBody(byteBuffer: packed)
        return response
    }

    private static func packed(_ whole: ByteBuffer) async -> ByteBuffer? {
        guard whole.readableBytes > mostHere else { return Gzip.packed(whole, level: Gzip.quick) }
        return await OwnThread.run { () throws(Never) in Gzip.packed(whole, level: Gzip.quick) }
    }

    private static func isPackable(_ response: Response) -> Bool {
        guard let length = response.body.contentLength, (least...most).contains(length),
            response.headers[.contentEncoding] == nil, response.headers[.connection] == nil,
            let type = response.headers[.contentType]
        else { return false }
        return types.contains(type.prefix { $0 != ";" && $0 != " " })
    }
}

extension ResponseBody {
    /// All of it, for a body that is in memory already.
    func collected() async throws -> ByteBuffer {
        let whole = WholeBody()
        try await write(whole)
        return whole.buffer
    }
}

/// Takes the whole of a body that is in memory already.
private final class WholeBody: ResponseBodyWriter {
    private(set) var buffer = ByteBuffer()

    func write(_ buffer: ByteBuffer) {
        if self.buffer.readableBytes == 0 {
            self.buffer = buffer
        } else {
            self.buffer.writeImmutableBuffer(buffer)
        }
    }

    func finish(_ trailingHeaders: HTTPFields?) {}
}

extension Request {
    /// Whether the client takes gzip (RFC 9110, part 12.5.3).
    var acceptsGzip: Bool {
        let taken = WeightedList(headers[.acceptEncoding]).items
        let named = taken.first { $0.name == "gzip" || $0.name == "x-gzip" } ?? taken.last { $0.name == "*" }
        return named.map { $0.weight > 0 } ?? false
    }
}

extension HTTPFields {
    /// Says that an answer depends on a request's field, where it does not say so yet.
    mutating func addToVary(_ field: String) {
        let known = self[.vary] ?? ""
        let names = known.lowercased().split { $0 == "," || $0 == " " }
        guard !names.contains(Substring(field.lowercased())) else { return }
        self[.vary] = known.isEmpty ? field : "\(known), \(field)"
    }
}
