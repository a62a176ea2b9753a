public import Postgres

extension RequestMoves {
    private struct Found: Sendable {
        let number: Int64
        let isMine: Bool
        let isOpen: Bool
    }

    /// Writes a note into the history of an open item that is the worker's department's, or is offered to it; a public
    /// one is shown to the resident.
    public func note(
        _ text: String,
        about item: Int64,
        isPublic: Bool,
        by worker: Worker
    ) async throws(StoreError) -> MoveResult<Bool> {
        try await onConnection(onBehalfOf: worker.department) { connection throws(PostgresError) in
            try note(text, about: item, isPublic: isPublic, by: worker, on: connection)
        }
    }

    /// The same on a caller's connection.
    public func note(
        _ text: String,
        about item: Int64,
        isPublic: Bool,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<Bool> {
        try connection.retried { connection throws(PostgresError) in
            let number: Int64
            switch try request(ofOpen: item, for: worker, on: connection) {
            case .done(let found): number = found
            case .refused(let why): return .refused(why)
            }
            try connection.execute(
                """
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
                VALUES (\(jurisdiction.number), \(number), \(item), 'note', \(worker.actor),
                        \(worker.department), json_build_object('note', \(text)::text, 'public', \(isPublic)))
                """
            )
            if isPublic {
                try connection.execute(
                    """
                    UPDATE service_request SET updated_at = statement_timestamp()
                     WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
                    """
                )
            }
            return .done(isPublic)
        }
    }

    /// The request of an open item that a worker's department owns or is offered; the item stays as it is until the
    /// transaction ends.
    func request(
        ofOpen item: Int64,
        for worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<Int64> {
        let found = try connection.first(
            """
            SELECT number, \(worker.department) IN (department, coalesce(offered_to, department)), status = 'open'
              FROM work_item
             WHERE jurisdiction = \(jurisdiction.number) AND item = \(item)
               FOR SHARE
            """
        ) { row throws(PostgresError) in
            let (number, isMine, isOpen) = try row.decode(Int64.self, Bool.self, Bool.self)
            return Found(number: number, isMine: isMine, isOpen: isOpen)
        }
        guard let found else { return .refused(try unseen(item, on: connection)) }
        guard found.isMine else { return .refused(.notYours) }
        guard found.isOpen else { return .refused(.alreadyClosed) }
        return .done(found.number)
    }
}
