import GeoReport
import Hummingbird
import Postgres
import Store

extension DepartmentRoutes {
    /// An accepted item's clock stands still.
    func pause(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let item = try Self.item(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: PauseOrder = try call.decoded()
        let queues = caller.queues
        return try await call.once { (connection: isolated PostgresConnection) throws(PostgresError) -> String in
            try queues.pause(item, by: caller.worker(order.worker), reason: order.reason, on: connection).text
        }
    }

    /// It runs again.
    func resume(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let item = try Self.item(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: ResumptionOrder = try call.decoded()
        let queues = caller.queues
        return try await call.once { (connection: isolated PostgresConnection) throws(PostgresError) -> String in
            try queues.resume(
                item,
                by: caller.worker(order.worker),
                catalog: caller.city.catalog,
                on: connection
            ).text
        }
    }
}

extension PauseResult {
    fileprivate var text: String {
        let result: WireValue = [
            "item_id": .integer(Int(item)),
            "outcome": .string(outcome.rawValue),
            "due_datetime": .text(dueAt.map(GeoReportDate.format)),
        ]
        let answer: WireValue = ["results": .array([result])]
        return String(decoding: answer.json, as: UTF8.self)
    }
}
