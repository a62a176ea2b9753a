extension PostgresConnection {
    /// A statement and what its caller said about it.
    struct Call {
        let sql: SQL
        let limit: Duration?
        let fileID: String
        let line: Int
    }

    /// Runs one statement, prepared once per session, behind its context if it has one.
    func run(
        _ sql: SQL,
        context: SQL?,
        deadline: Duration?,
        fileID: String,
        line: Int
    ) throws(PostgresError) -> ResultHandle {
        let context = context ?? dueContext()
        if let fault = sql.fault ?? context?.fault { throw fault.with(fileID: fileID, line: line) }
        let call = Call(sql: sql, limit: deadline, fileID: fileID, line: line)
        return try withTimeout(of: call) { () throws(PostgresError) in
            do throws(PostgresError) {
                return try runPrepared(call, context: context)
            } catch {
                guard forgetIfOutdated(error, call.sql, context), !isInTransaction else { throw error }
                return try runPrepared(call, context: context)
            }
        }
    }

    /// The loan's context, for the first statement of a transaction and for each outside of one.
    private func dueContext() -> SQL? {
        guard let standingContext else { return nil }
        guard isInTransaction else { return standingContext }
        defer { hasStandingContext = true }
        return hasStandingContext ? nil : standingContext
    }

    private func runPrepared(_ call: Call, context: SQL?) throws(PostgresError) -> ResultHandle {
        guard let context else {
            let name = try prepare(call.sql, for: call)
            return try perform(call) { $0.sendPrepared(name: name, binds: call.sql.binds) }
        }
        let first = try prepare(context, for: call)
        let second = try prepare(call.sql, for: call)
        return try perform(call, asPipeline: true) { handle in
            handle.beginPipeline() && handle.sendPrepared(name: first, binds: context.binds)
                && handle.sendPrepared(name: second, binds: call.sql.binds) && handle.syncPipeline()
        }
    }

    /// Whether the error says that a prepared statement is of no use any more; the next try prepares it anew.
    ///
    /// Inside a transaction there is no next try: the error has ended it.
    private func forgetIfOutdated(_ error: PostgresError, _ sql: SQL, _ context: SQL?) -> Bool {
        switch error.sqlState {
        case .invalidStatementName?:
            // Somebody threw all prepared statements away (DISCARD, DEALLOCATE ALL).
            statements.removeAll()
            return true
        case .featureNotSupported?:
            // "cached plan must not change result type": a table it reads was altered. A statement that has only just been
            // prepared says it about itself.
            let isOld = statements.forget(sql)
            return context.map { statements.forget($0) } == true || isOld
        default:
            return false
        }
    }

    /// The name under which the session knows a statement, after teaching it where it does not.
    private func prepare(_ sql: SQL, for call: Call) throws(PostgresError) -> String {
        if let known = statements.name(for: sql) { return known }
        guard !sql.text.utf8.contains(0) else {
            throw PostgresError(
                .decoding,
                detail: "expected SQL without U+0000",
                fileID: call.fileID,
                line: call.line
            )
        }
        let name = statements.nextName()
        let types = sql.binds.types
        _ = try perform(call, canTakeEffect: false) { $0.sendPrepare(name: name, text: sql.text, types: types) }
        for forgotten in statements.remember(sql, as: name) {
            try command("DEALLOCATE \(forgotten)", call, canTakeEffect: false)
        }
        return name
    }

    /// Runs a statement without values that is not worth preparing.
    func command(_ text: String, _ call: Call, canTakeEffect: Bool) throws(PostgresError) {
        _ = try perform(call, canTakeEffect: canTakeEffect) { $0.sendScript(text) }
    }

    /// Runs `body` with the server's `statement_timeout` raised where the call's deadline is longer than the session's.
    func withTimeout<R: ~Copyable>(
        of call: Call,
        _ body: () throws(PostgresError) -> R
    ) throws(PostgresError) -> R {
        guard let limit = call.limit, limit > configuration.statementDeadline else { return try body() }
        let milliseconds = PostgresConfiguration.statementTimeout(for: limit)
        try command("SET statement_timeout = \(milliseconds)", call, canTakeEffect: false)
        do throws(PostgresError) {
            let value = try body()
            try command("RESET statement_timeout", call, canTakeEffect: false)
            return value
        } catch {
            // In a transaction that failed, the rollback takes the raised timeout back.
            if isUsable, handle?.transactionStatus != .failed {
                try? command("RESET statement_timeout", call, canTakeEffect: false)
            }
            throw error
        }
    }

    /// Sends by `send`, waits for everything that comes back, and closes the connection if that is not to be had.
    ///
    /// `canTakeEffect` is false for what changes no data by itself, and inside a transaction nothing does before its COMMIT:
    /// losing the connection then leaves no doubt.
    func perform(
        _ call: Call,
        canTakeEffect: Bool? = nil,
        asPipeline isPipeline: Bool = false,
        _ send: (borrowing ConnectionHandle) -> Bool
    ) throws(PostgresError) -> ResultHandle {
        let exchange = Exchange(
            deadline: Deadline(after: call.limit ?? configuration.statementDeadline),
            text: call.sql.text,
            isPipeline: isPipeline,
            fileID: call.fileID,
            line: call.line
        )
        guard var answer = handle?.converse(exchange, sendingBy: send) else {
            throw PostgresError(
                .connectionLost,
                detail: "expected an open connection, found one that was \(ending)",
                statement: SQL.summary(of: call.sql.text),
                fileID: call.fileID,
                line: call.line
            )
        }
        let inDoubt = canTakeEffect ?? !isInsideBody
        let replicationWarning = handle?.takeReplicationWarning() ?? false
        if let failure = answer.failure {
            if failure.endsConnection { end("ended by \(failure.error.code): \(failure.error.detail)") }
            if failure.error.isFateUnknown, !inDoubt {
                throw failure.error.with(isFateUnknown: false, fileID: call.fileID, line: call.line)
            }
            throw failure.error
        }
        guard !replicationWarning else {
            throw exchange.error(.server(.warning), "expected the standby's word, found that the wait for it was ended")
                .with(isFateUnknown: true, fileID: call.fileID, line: call.line)
        }
        guard let result = answer.result.take() else {
            throw exchange.error(.decoding, "expected a result, found none")
        }
        // What was set for the transaction, or behind the savepoint, is gone.
        if result.leavesTransaction { hasStandingContext = false }
        return result
    }
}
