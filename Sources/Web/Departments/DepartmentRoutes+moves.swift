import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import ServiceRequests
import Store

/// Moves of whole requests: by the department that has accepted an item of it, or by a supervisor.
extension DepartmentRoutes {
    /// The request of an accepted item is decided anew, with what is corrected.
    func rerouteItem(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let item = try Self.item(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: RerouteOrder = try call.decoded()
        let (city, worker) = (caller.city, caller.worker(order.worker))
        return try await call.move(
            .item,
            { (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<Rerouted> in
                try city.moves.reroute(item: item, reason: order.reason, by: worker, on: connection) { subject in
                    city.correction(of: subject, with: order.changes)
                }
            },
            moved: { $0.legs.map(\.item) },
            answer: \.text
        )
    }

    /// A request is decided anew, with what is corrected.
    func rerouteRequest(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let id = try Self.requestID(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: RerouteOrder = try call.decoded()
        let (city, author) = (caller.city, Author.worker(caller.worker(order.worker)))
        return try await call.move(
            .request,
            { (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<Rerouted> in
                try city.moves.reroute(id, reason: order.reason, by: author, on: connection) { subject in
                    city.correction(of: subject, with: order.changes)
                }
            },
            moved: { $0.legs.map(\.item) },
            answer: \.text
        )
    }

    /// Another department is asked for help with the request of an accepted item.
    func addLeg(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let item = try Self.item(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: HelpOrder = try call.decoded()
        let (city, worker) = (caller.city, caller.worker(order.worker))
        return try await call.move(
            .item,
            { (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<MovedLeg> in
                try city.moves.addLeg(for: item, reason: order.reason, by: worker, on: connection) { subject in
                    city.leg(for: order, beside: worker.department, of: subject)
                }
            },
            moved: { [$0.item] },
            answer: { leg in WireValue.object(leg.members).text }
        )
    }

    /// A note, or a question to the resident, goes into an item's history.
    func note(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let item = try Self.item(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: NoteOrder = try call.decoded()
        let (moves, worker) = (caller.city.moves, caller.worker(order.worker))
        return try await call.move(
            .item,
            { (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<Bool> in
                order.isQuestion
                    ? try moves.ask(order.text, about: item, by: worker, on: connection)
                    : try moves.note(order.text, about: item, isPublic: order.isPublic, by: worker, on: connection)
            },
            answer: { _ in
                let members = [
                    WireValue.Member("item_id", .integer(Int(item))), .init("public", .bool(order.isPublic)),
                ]
                let asked = order.isQuestion ? [WireValue.Member("question", .bool(true))] : []
                return WireValue.object(members + asked).text
            }
        )
    }

    /// A request is called off.
    func cancel(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let id = try Self.requestID(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: ReasonOrder = try call.decoded()
        let (moves, author) = (caller.city.moves, Author.worker(caller.worker(order.worker)))
        return try await call.move(
            .request,
            { (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<[MovedLeg]> in
                try moves.cancel(id, reason: order.reason, by: author, on: connection)
            },
            answer: { legs in Self.text(of: id, .closed, legs) }
        )
    }

    /// A closed request is opened again.
    func reopen(_ request: Request, _ context: DispatchContext, _ caller: Caller) async throws -> Response {
        let id = try Self.requestID(in: context)
        let call = try await DepartmentCall(request, caller: caller)
        let order: ReasonOrder = try call.decoded()
        let (moves, author) = (caller.city.moves, Author.worker(caller.worker(order.worker)))
        return try await call.move(
            .request,
            { (connection: isolated PostgresConnection) throws(PostgresError) -> MoveResult<MovedLeg> in
                try moves.reopen(id, reason: order.reason, by: author, on: connection)
            },
            moved: { [$0.item] },
            answer: { leg in Self.text(of: id, .open, [leg]) }
        )
    }

    /// The id in the address as the city writes it.
    private static func requestID(in context: DispatchContext) throws(Refusal) -> String {
        guard let id = context.captured("service_request_id").flatMap({ ServiceRequest.ID($0) }) else {
            throw .requestUnknown
        }
        return id.text
    }

    private static func text(of id: String, _ status: ServiceRequest.Status, _ legs: [MovedLeg]) -> String {
        let answer: WireValue = [
            "service_request_id": .string(id), "status": .string(status.rawValue),
            "legs": .array(legs.map { .object($0.members) }),
        ]
        return answer.text
    }
}

extension Rerouted {
    fileprivate var text: String {
        let answer: WireValue = [
            "service_request_id": .string(serviceRequestID), "department": .string(department),
            "expected_datetime": .string(GeoReportDate.format(expectedAt)),
            "legs": .array(legs.map { .object($0.members) }),
        ]
        return answer.text
    }
}

extension MovedLeg {
    fileprivate var members: [WireValue.Member] {
        [
            .init("item_id", .integer(Int(item))), .init("department", .string(department)),
            .init("queue", .string(queue)), .init("change", .string(change.rawValue)),
            .init("due_datetime", .text(dueAt.map(GeoReportDate.format))),
        ]
    }
}

extension WireValue {
    fileprivate var text: String { String(decoding: json, as: UTF8.self) }
}
