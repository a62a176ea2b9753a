import HTTPTypes
import Hummingbird
import NIOCore

/// Answers that do not end: server-sent events, as the HTML standard frames them.
///
/// A stream ends when its client is gone, and when the server stops; the client then comes again by itself.
enum EventStream {
    /// Begins to tell of events, and gives what ends that.
    typealias Events = @Sendable (_ tell: @escaping @Sendable (StreamEvent) -> Void) -> @Sendable () -> Void

    /// How long a client waits before it comes again, in milliseconds.
    static let retry = 3000

    /// A stream of events in a slot of its own.
    ///
    /// Of events that come faster than the client reads, it gets the last one. `events` is called once the client
    /// listens, which for a HEAD it never does. Throws a refusal where no slot is free, or the server stops.
    static func response(
        _ request: Request,
        limit: StreamSlots,
        events: @escaping Events
    ) throws(Refusal) -> Response {
        let slot = try limit.take()
        let body = ResponseBody { writer in
            let (parts, mailbox) = AsyncStream.makeStream(
                of: StreamSlots.Part.self,
                bufferingPolicy: .bufferingNewest(1)
            )
            try await writer.write(ByteBuffer(string: "retry: \(Self.retry)\n\n"))
            try await slot.open(mailbox) {
                let end = events { mailbox.yield(.event($0)) }
                defer { end() }
                try await request.body.consumeWithInboundCloseHandler { _ in
                    for await part in parts {
                        switch part {
                        case .event(let event): try await writer.write(ByteBuffer(string: event.text))
                        case .beat: try await writer.write(ByteBuffer(string: ":\n\n"))
                        case .live(let part): try await writer.write(part.bytes)
                        }
                    }
                } onInboundClosed: {
                    mailbox.finish()
                }
            }
            try await writer.finish(nil)
        }
        return response(body)
    }

    /// The head of a stream before its body.
    static func response(_ body: ResponseBody) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream",
                .cacheControl: "no-store",
                // What passes it on must not wait for more of it.
                .accelBuffering: "no",
            ],
            body: body
        )
    }
}

extension HTTPField.Name {
    /// Tells proxies whether they may gather an answer before they pass it on.
    fileprivate static let accelBuffering = Self("X-Accel-Buffering") ?? .cacheControl
    /// The last event that an `EventSource` has heard of before it was cut off.
    static let lastEventID = Self("Last-Event-ID") ?? .ifMatch
}
