extension PostgresConnection {
    /// Runs `body` between BEGIN and COMMIT; rolls back when it throws.
    ///
    /// The closure is synchronous, so nothing can wait or come in between. A failed COMMIT throws: with
    /// `isFateUnknown` when no answer came, otherwise nothing of the transaction has happened. A connection lost before
    /// COMMIT leaves no doubt either: nothing has happened. Transactions do not nest; the inner one throws 25001.
    public func transaction<R>(
        _ isolation: Isolation = .readCommitted,
        fileID: String = #fileID,
        line: Int = #line,
        _ body: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) throws(PostgresError) -> R {
        guard !isInTransaction else {
            throw PostgresError(
                .server(.activeTransaction),
                detail: "expected a connection between transactions, found one inside",
                fileID: fileID,
                line: line
            )
        }
        func call(_ text: String) -> Call {
            Call(sql: SQL(unescaped: text), limit: nil, fileID: fileID, line: line)
        }
        try command(isolation.beginning, call(isolation.beginning), canTakeEffect: false)
        hasStandingContext = false
        let value: R
        isInsideBody = true
        do throws(PostgresError) {
            value = try body(self)
            isInsideBody = false
            if handle?.transactionStatus == .failed {
                throw PostgresError(
                    .server(.inFailedTransaction),
                    detail: "expected a transaction to commit, found one that failed and whose error was not passed on",
                    fileID: fileID,
                    line: line
                )
            }
        } catch {
            isInsideBody = false
            rollBack(call("ROLLBACK"))
            throw error
        }
        try command("COMMIT", call("COMMIT"), canTakeEffect: true)
        return value
    }

    /// Leaves whatever transaction is open; a connection that cannot is closed.
    func rollBack(_ call: Call) {
        guard isUsable else { return }
        do throws(PostgresError) {
            try command("ROLLBACK", call, canTakeEffect: false)
        } catch {
            end("unable to roll back: \(error.detail)")
        }
    }
}
