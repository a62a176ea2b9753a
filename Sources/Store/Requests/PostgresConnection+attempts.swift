import Postgres

extension PostgresConnection {
    /// Runs work as a whole, again where it gives nil, five times at most.
    ///
    /// Nil says that something moved under the work and nothing was written.
    func settled<R: Sendable>(
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R?
    ) throws(PostgresError) -> R? {
        for _ in 0..<5 {
            if let value = try retried(work) { return value }
        }
        return nil
    }

    /// Runs work as a whole, in the transaction that is open or in one of its own, again where it meets another in a
    /// deadlock; three times at most.
    func retried<R: Sendable>(
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R?
    ) throws(PostgresError) -> R? {
        var tries = 0
        while true {
            do throws(PostgresError) {
                if isInTransaction { return try behindSavepoint(work) }
                return try transaction { connection throws(PostgresError) in try work(connection) }
            } catch  where error.sqlState == .deadlockDetected || error.sqlState == .serializationFailure {
                tries += 1
                guard tries < 3, isUsable else { throw error }
            }
        }
    }

    /// The savepoint gives back the locks of an attempt that came to nothing, so that the next takes them in order.
    private func behindSavepoint<R: Sendable>(
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R?
    ) throws(PostgresError) -> R? {
        try script("SAVEPOINT attempt")
        do throws(PostgresError) {
            let value = try work(self)
            try script(value == nil ? Self.back : "RELEASE SAVEPOINT attempt")
            return value
        } catch {
            if isUsable { try script(Self.back) }
            throw error
        }
    }

    private static var back: String { "ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt" }
}
