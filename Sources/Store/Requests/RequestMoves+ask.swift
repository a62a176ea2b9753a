public import Postgres

extension RequestMoves {
    /// Asks the resident something about an open item that is the worker's department's, or is offered to it.
    ///
    /// The question stands open until the resident answers, the item ends or the request is closed; see `OpenQuestion`.
    public func ask(
        _ text: String,
        about item: Int64,
        by worker: Worker
    ) async throws(StoreError) -> MoveResult<Bool> {
        try await onConnection(onBehalfOf: worker.department) { connection throws(PostgresError) in
            try ask(text, about: item, by: worker, on: connection)
        }
    }

    /// The same on a caller's connection.
    public func ask(
        _ text: String,
        about item: Int64,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<Bool> {
        if let why = unfit(text) { return .refused(why) }
        return try connection.retried { connection throws(PostgresError) in
            let number: Int64
            switch try request(ofOpen: item, for: worker, on: connection) {
            case .done(let found): number = found
            case .refused(let why): return .refused(why)
            }
            // Before the event has its number: an answer to an earlier question must not stand behind this one.
            try connection.execute(
                """
                UPDATE service_request SET updated_at = statement_timestamp()
                 WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
                """
            )
            try connection.execute(
                """
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
                VALUES (\(jurisdiction.number), \(number), \(item), 'question', \(worker.actor),
                        \(worker.department), json_build_object('note', \(text)::text))
                """
            )
            return .done(true)
        }
    }
}
