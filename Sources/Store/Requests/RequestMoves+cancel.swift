public import Postgres

extension RequestMoves {
    /// Calls a request off: every open leg is cancelled and the request is closed, with the reason as its notes.
    ///
    /// A worker who holds one of the items under a lease hears `cancelled` at the next word about it.
    public func cancel(
        _ id: String,
        reason: String,
        by author: Author
    ) async throws(StoreError) -> MoveResult<[MovedLeg]> {
        try await onConnection { connection throws(PostgresError) in
            try cancel(id, reason: reason, by: author, on: connection)
        }
    }

    /// The same on a caller's connection.
    public func cancel(
        _ id: String,
        reason: String,
        by author: Author,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<[MovedLeg]> {
        try moving(id, on: connection) { held, connection throws(PostgresError) in
            guard held.isOpen else { return .refused(.alreadyClosed) }
            let items = held.open.map(\.item)
            try leavePlaces(items, on: connection)
            try callOff(items, reason: reason, by: author, on: connection)
            try connection.execute(
                """
                WITH request AS (
                    UPDATE service_request
                       SET status = 'closed', open_legs = 0, closed_at = statement_timestamp(),
                           updated_at = statement_timestamp(), status_notes = \(reason)
                     WHERE jurisdiction = \(jurisdiction.number) AND number = \(held.number)
                    RETURNING department
                )
                INSERT INTO event (jurisdiction, number, kind, actor, department, detail)
                SELECT \(jurisdiction.number), \(held.number), 'closed', \(author.actor), department,
                       json_build_object('reason', \(reason)::text)
                  FROM request
                """
            )
            return .done(held.open.map { MovedLeg($0, .cancelled) })
        }
    }
}

extension MovedLeg {
    /// A leg as it was held, after what happened to it.
    init(_ leg: HeldRequest.Leg, _ change: Change) {
        self.init(item: leg.item, department: leg.department, queue: leg.queue, change: change, dueAt: leg.dueAt)
    }
}
