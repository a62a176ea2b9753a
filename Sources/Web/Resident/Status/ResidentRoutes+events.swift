import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// GET `/r/{id}/events[?seen]`: says `changed` whenever something happened to the report, until the page is left.
    ///
    /// `seen` is how many events the page was made from; whoever was cut off says so in `Last-Event-ID`. It tells nothing
    /// but that number, so it is the same with the private link's key and without: the page is read anew.
    func events(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let watch = visit.city.watch
        guard let id = context.captured("service_request_id").flatMap({ ServiceRequest.ID($0) })?.text,
            let now = try await watch.events(of: id)
        else { throw Refusal.notFound("expected the reference of a report, found another") }
        let seen = (request.headers[.lastEventID] ?? visit.query["seen"]).flatMap { Int($0) } ?? now
        return try EventStream.response(request, limit: streams) { tell in
            let changed: StatusWatch.Tell = { events in tell(StreamEvent(id: String(events), name: "changed")) }
            if now != seen { changed(now) }
            let ticket = watch.watch(id, seen: now, tell: changed)
            return { if let ticket { watch.end(ticket) } }
        }
    }
}
