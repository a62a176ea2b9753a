import Hummingbird

/// GET `/dispatch/live` and `/desk/live`: what happens, as server-sent events.
///
/// `Last-Event-ID`, or `?after=` the first time, is the snapshot the page has seen; the messages are `changes`, `beat` and
/// `reset`, after which the page reads everything anew.
struct LiveRoutes: Sendable {
    let streams: StreamSlots

    /// Every department's events; of others' private requests without which and where.
    func board(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try EventStream.live(request, visit, page: .board, limit: streams)
    }

    /// The events of the department's own items.
    func desk(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try EventStream.live(request, visit, page: .desk, limit: streams)
    }
}
