public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension RequestMoves {
    private struct Added: Sendable {
        let item: Int64
        let dueAt: Date
    }

    /// Asks another department for help: a further leg of the request of an item that the worker's department has
    /// accepted, or that the worker holds under a lease, with an item and a due date of its own.
    ///
    /// `order` is asked while the request is held; a department with an open leg of the request is asked already.
    public func addLeg(
        for item: Int64,
        reason: String,
        by worker: Worker,
        order: @Sendable (RequestSubject) -> Decided<LegOrder>
    ) async throws(StoreError) -> MoveResult<MovedLeg> {
        try await onConnection(
            onBehalfOf: worker.department,
            ringing: { [$0.item] }
        ) { connection throws(PostgresError) in
            try addLeg(for: item, reason: reason, by: worker, on: connection, order: order)
        }
    }

    /// The same on a caller's connection.
    public func addLeg(
        for item: Int64,
        under lease: UUID? = nil,
        reason: String,
        by worker: Worker,
        on connection: isolated PostgresConnection,
        order: @Sendable (RequestSubject) -> Decided<LegOrder>
    ) throws(PostgresError) -> MoveResult<MovedLeg> {
        try moving(item: item, under: lease, of: worker, on: connection) {
            held,
            leg,
            connection throws(PostgresError) in
            let wanted: LegOrder
            switch order(held.subject) {
            case .made(let order): wanted = order
            case .impossible(let reasons): return .refused(.impossible(reasons))
            }
            let department = wanted.leg.department
            guard !held.open.contains(where: { $0.department == department || $0.offeredTo == department }) else {
                return .refused(.isAskedAlready)
            }
            let queues = try QueueDirectory.numbers(
                of: [QueueDirectory.Entry(wanted.leg)],
                in: jurisdiction.number,
                on: connection
            )
            guard let queue = queues[wanted.leg.queue],
                let added = try insert(wanted, queue: queue, beside: leg, of: held.number, on: connection)
            else { return .refused(.isMoving) }
            try connection.execute(
                """
                WITH request AS (
                    UPDATE service_request r SET open_legs = r.open_legs + 1, updated_at = statement_timestamp()
                     WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = \(held.number)
                )
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, detail)
                VALUES (\(jurisdiction.number), \(held.number), \(added.item), 'leg_added', \(worker.actor),
                        \(department), \(worker.department), json_build_object('reason', \(reason)::text))
                """
            )
            _ = try promise(held.number, because: "More has to be done.", by: .worker(worker), on: connection)
            try watch([added.item], notice: wanted.warningAhead, on: connection)
            return .done(
                MovedLeg(
                    item: added.item,
                    department: department,
                    queue: wanted.leg.queue,
                    change: .added,
                    dueAt: added.dueAt
                )
            )
        }
    }

    /// The item, waiting, in the lane of the one that asks.
    private func insert(
        _ order: LegOrder,
        queue: Int32,
        beside leg: HeldRequest.Leg,
        of number: Int64,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Added? {
        try connection.first(
            """
            WITH next AS MATERIALIZED (
                SELECT nextval('work_item_number') AS item, max(leg) + 1 AS leg FROM work_item
                 WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
            ), item AS (
                INSERT INTO work_item (
                    jurisdiction, item, number, due_at, queue, leg, priority, department, asked_by
                )
                SELECT \(jurisdiction.number), item, \(number),
                       \(SQL.wholeSecond("statement_timestamp() + \(order.dueIn)")), \(queue), leg,
                       \(Int16(leg.priority)), \(order.leg.department), \(leg.department)
                  FROM next
                RETURNING item, queue, priority, due_at, department
            ), waiting AS (
                INSERT INTO ready (jurisdiction, queue, priority, seq, department)
                SELECT \(jurisdiction.number), queue, priority, item, department FROM item
            )
            SELECT item, due_at FROM item
            """
        ) { row throws(PostgresError) in
            let (item, dueAt) = try row.decode(Int64.self, Date.self)
            return Added(item: item, dueAt: dueAt)
        }
    }
}
