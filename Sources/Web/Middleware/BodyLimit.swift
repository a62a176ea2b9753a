import HTTPTypes
import Hummingbird
import NIOCore

/// Reads every body whole, up to a limit, before a handler sees it.
///
/// So a connection is never left with half a body on it: what is too large is refused by its announced length, or at
/// the limit where none is announced, and the connection closed.
struct BodyLimit: RouterMiddleware {
    typealias Context = DispatchContext

    let maximum: Int
    /// Who gives slow senders up when the server stops.
    let deadlines: RequestDeadlines

    func handle(
        _ request: Request,
        context: DispatchContext,
        next: @concurrent (Request, DispatchContext) async throws -> Response
    ) async throws -> Response {
        let announced = request.headers[.contentLength]
        let isChunked = request.headers.contains(.transferEncoding)
        if announced != nil, isChunked {
            throw Self.unreadable("one of Content-Length and Transfer-Encoding, found both")
        }
        if let announced {
            guard let length = Int(announced), length >= 0 else { throw Self.unreadable("a Content-Length in digits") }
            guard length <= maximum else { throw Refusal.tooLarge(maximum: maximum) }
            if length == 0 { return try await next(request, context) }
        } else if !isChunked {
            return try await next(request, context)
        }
        var request = request
        do {
            try await deadlines.read(on: context.channel) { _ = try await request.collectBody(upTo: maximum) }
        } catch is NIOTooManyBytesError {
            throw Refusal.tooLarge(maximum: maximum)
        } catch {
            throw Self.unreadable("a whole body")
        }
        return try await next(request, context)
    }

    private static func unreadable(_ expected: String) -> Refusal {
        Refusal(.badRequest, "bad_request", "expected \(expected)", closesConnection: true)
    }
}
