import HTTPTypes
import Hummingbird
import NIOCore

/// Reads every body whole, up to a limit, before a handler sees it; those of `StreamedPaths` it only keeps an eye on.
///
/// So a connection is never left with half a body on it: what is too large is refused by its announced length, or at
/// the limit where none is announced, and the connection closed. It is closed also after the answer of a handler that
/// has not read a streamed body to its end.
struct BodyLimit: RouterMiddleware {
    typealias Context = DispatchContext

    let limits: WebLimits
    /// Who gives slow senders up when the server stops.
    let deadlines: RequestDeadlines

    func handle(
        _ request: Request,
        context: DispatchContext,
        next: @concurrent (Request, DispatchContext) async throws -> Response
    ) async throws -> Response {
        let (maximum, _, isStreamed) = StreamedPaths.limit(for: request, limits)
        let announced = request.headers[.contentLength]
        let isChunked = request.headers.contains(.transferEncoding)
        if announced != nil, isChunked {
            throw Refusal.unreadableBody("one of Content-Length and Transfer-Encoding, found both")
        }
        if let announced {
            guard let length = Int(announced), length >= 0 else {
                throw Refusal.unreadableBody("a Content-Length in digits")
            }
            guard length <= maximum else { throw Refusal.tooLarge(maximum: maximum) }
            if length == 0 { return try await next(request, context) }
        } else if !isChunked {
            return try await next(request, context)
        }
        if isStreamed { return try await stream(request, maximum: maximum, context: context, next: next) }
        var request = request
        do {
            try await deadlines.read(on: context.channel) { _ = try await request.collectBody(upTo: maximum) }
        } catch is NIOTooManyBytesError {
            throw Refusal.tooLarge(maximum: maximum)
        } catch {
            throw Refusal.unreadableBody("a whole body")
        }
        return try await next(request, context)
    }

    private func stream(
        _ request: Request,
        maximum: Int,
        context: DispatchContext,
        next: @concurrent (Request, DispatchContext) async throws -> Response
    ) async throws -> Response {
        let reading = deadlines.beginReading(on: context.channel)
        defer { deadlines.endReading(reading) }
        let body = StreamedBody(base: request.body, maximum: maximum) { [deadlines] in deadlines.endReading(reading) }
        var request = request
        request.body = RequestBody(asyncSequence: body)
        // What is thrown here closes the connection too: `ErrorResponses` knows the streamed paths.
        let response = try await next(request, context)
        return body.progress.isAtEnd ? response : response.closing(context.channel, after: limits.linger)
    }
}

extension Refusal {
    /// A body that cannot be read to its end.
    static func unreadableBody(_ expected: String) -> Refusal {
        Refusal(.badRequest, "bad_request", "expected \(expected)", closesConnection: true)
    }
}
