public import Postgres

extension RequestMoves {
    /// A person has looked at what triage was shown of a request, and it stays where it is: a line of the history, by which
    /// triage is shown it no more until something new happens to it.
    ///
    /// In quarantine it is no more then.
    public func keep(
        _ id: String,
        reason: String?,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<Bool> {
        try moving(id, on: connection) { held, connection throws(PostgresError) in
            guard held.isOpen, let leg = held.open.first else { return .refused(.alreadyClosed) }
            if leg.waitsInQuarantine { try leaveQuarantine(leg.item, on: connection) }
            try connection.execute(
                """
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
                VALUES (\(jurisdiction.number), \(held.number), \(leg.item), 'note', \(worker.actor), \(leg.department),
                        json_strip_nulls(json_build_object(
                            'note', \(reason)::text, 'public', false, 'kept', true
                        )))
                """
            )
            return .done(true)
        }
    }
}
