public import Postgres
import ServiceRequests

extension RequestMoves {
    /// The owner takes back what it has offered: the item waits in the owner's queue again, and a worker of the other
    /// department who holds it hears that the lease no longer does.
    ///
    /// Refused as `notYours` where the department owns no such offer, or it was answered before.
    public func withdraw(
        _ item: Int64,
        reason: String,
        by worker: Worker
    ) async throws(StoreError) -> MoveResult<Bool> {
        try await onConnection(onBehalfOf: worker.department, ringing: { _ in [item] }) {
            connection throws(PostgresError) in
            try withdraw(item, reason: reason, by: worker, on: connection)
        }
    }

    /// The same on a caller's connection.
    public func withdraw(
        _ item: Int64,
        reason: String,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<Bool> {
        try moving(requestOf: item, on: connection) { held, leg, connection throws(PostgresError) in
            guard leg.department == worker.department, leg.standing.isOpen else { return .refused(.notYours) }
            guard let other = leg.offeredTo else { return .refused(.notYours) }
            try leavePlaces([item], on: connection)
            try leaveLeases([item], held.leases, on: connection)
            try connection.execute(
                """
                WITH item AS (
                    UPDATE work_item w SET \(Self.noOffer), attempt = 0
                     WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = \(item)
                    RETURNING w.queue, w.priority, w.item, w.department
                ), waiting AS (
                    INSERT INTO ready (jurisdiction, queue, priority, seq, department)
                    SELECT \(jurisdiction.number), queue, priority, item, department FROM item
                )
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, detail)
                VALUES (\(jurisdiction.number), \(held.number), \(item), 'offer_expired', \(worker.actor),
                        \(leg.department), \(other),
                        json_build_object('reason', \(reason)::text, 'withdrawn', true))
                """
            )
            return .done(true)
        }
    }
}
