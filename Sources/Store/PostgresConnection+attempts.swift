import Postgres

extension PostgresConnection {
    /// Runs work as a whole, again where it gives nil, five times at most.
    ///
    /// Nil says that something moved under the work and nothing was written.
    func settled<R: Sendable>(
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R?
    ) throws(PostgresError) -> R? {
        for _ in 0..<5 {
            // The locks of an attempt that came to nothing are given back, so that the next takes them in order.
            if let value = try retried(undoing: { $0 == nil }, work) { return value }
        }
        return nil
    }

    /// Runs work as a whole, in the transaction that is open or in one of its own, again where it meets another in a
    /// deadlock; three times at most.
    ///
    /// Within an open transaction work whose value `undoing` names is undone, locks and all.
    func retried<R: Sendable>(
        undoing isVoid: (R) -> Bool = { _ in false },
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) throws(PostgresError) -> R {
        var tries = 0
        while true {
            do throws(PostgresError) {
                return isInTransaction
                    ? try behindSavepoint(undoing: isVoid, work) : try transaction(.readCommitted, work)
            } catch  where error.sqlState == .deadlockDetected || error.sqlState == .serializationFailure {
                tries += 1
                guard tries < 3, isUsable else { throw error }
            }
        }
    }

    private func behindSavepoint<R: Sendable>(
        undoing isVoid: (R) -> Bool,
        _ work: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) throws(PostgresError) -> R {
        try script("SAVEPOINT attempt")
        do throws(PostgresError) {
            let value = try work(self)
            try script(isVoid(value) ? Self.back : "RELEASE SAVEPOINT attempt")
            return value
        } catch {
            if isUsable { try script(Self.back) }
            throw error
        }
    }

    private static var back: String { "ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt" }
}
