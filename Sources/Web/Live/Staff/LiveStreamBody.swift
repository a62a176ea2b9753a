import GeoReport
import HTTPTypes
import Hummingbird
import NIOCore
import Store

extension EventStream {
    /// How many messages stand in line for one page; one that does not read them in time reads everything anew.
    private static let maximumWaiting = 8
    /// How long a stream goes on: whoever signed out, or may no longer see the page, is not told for ever.
    private static let longest: Duration = .seconds(600)

    /// A stream of what happens in a city, for a page of staff's.
    ///
    /// Throws a refusal where no slot is free, or the server stops.
    static func live(
        _ request: Request,
        _ visit: StaffVisit,
        page: LiveAudience.Page,
        limit: StreamSlots
    ) throws(Refusal) -> Response {
        let slot = try limit.take()
        let feed = visit.city.live
        let audience = LiveAudience(page: page, department: visit.department)
        let privateServices = Set(visit.city.catalog.privateServices)
        let seen = request.headers[.lastEventID] ?? visit.page.query["after"]
        let body = ResponseBody { writer in
            let (parts, mailbox) = AsyncStream.makeStream(
                of: StreamSlots.Part.self,
                bufferingPolicy: .bufferingNewest(maximumWaiting)
            )
            try await writer.write(ByteBuffer(string: "retry: \(retry)\n\n"))
            try await slot.open(mailbox) {
                let ticket = try await feed.watch(audience, seen: seen, privateServices: privateServices) {
                    mailbox.yield(.live($0))
                }
                defer { feed.end(ticket) }
                let end = ContinuousClock.now + longest
                try await request.body.consumeWithInboundCloseHandler { _ in
                    try await writer.write(ticket.first.bytes)
                    var turn = ticket.first.turn
                    for await part in parts {
                        guard ContinuousClock.now < end else { break }
                        switch part {
                        case .event(let event): try await writer.write(ByteBuffer(string: event.text))
                        case .beat: try await writer.write(ByteBuffer(string: ":\n\n"))
                        case .live(let part):
                            let isNext = part.turn == turn + 1
                            turn = part.turn
                            // What was dropped is told by nobody: from here the page goes on with everything read anew.
                            try await writer.write(isNext ? part.bytes : LiveMessage.slow(instead: part.bytes))
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
}
