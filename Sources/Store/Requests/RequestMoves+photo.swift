public import Postgres

extension RequestMoves {
    /// Adds a photo of a department's work to an open item that is the worker's department's, or is offered to it, if the
    /// item has less than `limit`; tells what came of it.
    ///
    /// The history has a note that says so, with `{"photos": 1}`.
    public func add(
        _ file: PhotoRow.File,
        to item: Int64,
        limit: Int,
        by worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<PhotoRows.Addition> {
        try connection.retried { connection throws(PostgresError) in
            let number: Int64
            switch try request(ofOpen: item, for: worker, on: connection) {
            case .done(let found): number = found
            case .refused(let why): return .refused(why)
            }
            // The request's row is the lock that lets in one at a time.
            try connection.execute(
                """
                SELECT FROM service_request
                 WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
                   FOR NO KEY UPDATE
                """
            )
            let isThere = try connection.first(
                """
                SELECT EXISTS (SELECT FROM photo
                                WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
                                  AND item = \(item) AND sha256 = \(file.sha256))
                """
            ) { row in try row.decode(Bool.self) }
            guard isThere != true else { return .done(.repeated) }
            let rows = try connection.execute(
                """
                INSERT INTO photo (
                    jurisdiction, name, number, department, item, kind, width, height, bytes, sha256, title
                )
                SELECT \(jurisdiction.number), \(file.name), \(number), \(worker.department), \(item),
                       \(file.kind.rawValue), \(file.width)::integer, \(file.height)::integer,
                       \(file.bytes)::integer, \(file.sha256), \(file.title)
                 WHERE \(limit) > (SELECT count(*) FROM photo
                                    WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
                                      AND item = \(item))
                """
            )
            guard rows == 1 else { return .done(.tooMany) }
            try connection.execute(
                """
                UPDATE service_request SET updated_at = statement_timestamp()
                 WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
                """
            )
            try connection.execute(
                """
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
                VALUES (\(jurisdiction.number), \(number), \(item), 'note', \(worker.actor),
                        \(worker.department), json_build_object('photos', 1))
                """
            )
            return .done(.added)
        }
    }

    /// The same on a connection of its own.
    public func add(
        _ file: PhotoRow.File,
        to item: Int64,
        limit: Int,
        by worker: Worker
    ) async throws(StoreError) -> MoveResult<PhotoRows.Addition> {
        try await onConnection(onBehalfOf: worker.department) { connection throws(PostgresError) in
            try add(file, to: item, limit: limit, by: worker, on: connection)
        }
    }
}
