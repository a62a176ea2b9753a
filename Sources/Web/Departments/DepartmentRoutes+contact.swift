import GeoReport
import Hummingbird
import Postgres
import ServiceRequests
import Store
import Synchronization

extension DepartmentRoutes {
    /// The contact details that were given with the request of an item; that somebody looked goes into the history.
    ///
    /// A call's key keeps which look it was, not what was seen: sent again, the call is given the same answer without
    /// another line, but only as long as the department might look anew.
    func contact(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let item = try Self.item(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: ContactOrder = try call.decoded()
        let (looks, worker) = (caller.city.contacts, caller.worker(order.worker))
        let found = Mutex<MoveResult<ContactLook?>?>(nil)
        let kept = try await call.kept {
            (connection: isolated PostgresConnection) throws(PostgresError) -> String? in
            let result = try looks.look(at: item, by: worker, on: connection)
            found.withLock { $0 = result }
            switch result {
            case .done(let look): return look.map { String($0.event) } ?? "none"
            case .refused: return nil
            }
        }
        var result = found.withLock(\.self)
        if kept.isReplayed {
            result = try await looks.again(kept.text.flatMap { Int64($0) }, at: item, by: worker, as: caller.role)
        }
        switch result {
        case .done(let look):
            var response = Response.json((look?.contact ?? ServiceRequest.Contact()).wire)
            if kept.isReplayed { response.headers[.idempotentReplayed] = "true" }
            return response
        case .refused(let why): throw Refusal(why, of: .item)
        case nil: throw Refusal.internalFault
        }
    }
}

extension ServiceRequest.Contact {
    fileprivate var wire: WireValue {
        ["name": .text(name), "email": .text(email), "phone": .text(phone)]
    }
}
