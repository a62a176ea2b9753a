extension PostgresConnection {
    /// How a loan ended.
    enum Loan<R: Sendable>: Sendable {
        /// The server had closed the session while it was idle; nothing was run.
        case stale(Afterwards)
        case done(Result<R, PostgresError>, Afterwards)
    }

    /// What a borrower does with the connection when it has given it back.
    enum Afterwards: Sendable {
        case nothing
        case close
        /// Close it and then tell the pool, which waits for that.
        case closeAndReport
    }

    /// Runs `body` and gives the connection back before the caller has gone on, so that the next one need not wait for that.
    func lend<R: Sendable>(
        in context: SQL?,
        to body: (isolated PostgresConnection) throws(PostgresError) -> R,
        returningBy giveBack: (PostgresConnection, Bool) -> Afterwards
    ) -> Loan<R> {
        guard isFresh() else {
            return .stale(giveBack(self, false))
        }
        standingContext = context
        hasStandingContext = false
        let result: Result<R, PostgresError>
        do throws(PostgresError) {
            result = .success(try body(self))
        } catch {
            result = .failure(error)
        }
        standingContext = nil
        if isInTransaction {
            rollBack(Call(sql: "ROLLBACK", limit: nil, fileID: #fileID, line: #line))
        }
        return .done(result, giveBack(self, isUsable))
    }
}
