/// One session with the server, on a thread of its own.
///
/// Its methods are synchronous: whoever is on the connection runs statement after statement without another task coming
/// in between, and there is no `await` inside a transaction. From outside each call is one `await`.
///
/// A statement whose answer does not come within its deadline costs the connection: it is closed, the caller gets
/// `.deadlineExceeded`, and every later call throws `.connectionLost`. The task's cancellation does not stop a statement.
public actor PostgresConnection {
    private let thread: ConnectionThread
    let configuration: PostgresConfiguration

    // Used by the extensions of this type only, always on the thread.
    var handle: ConnectionHandle?
    var statements = StatementCache(capacity: 256)
    var isInsideBody = false
    /// What stands in front of every statement of a loan; see `PostgresPool.withConnection`.
    var standingContext: SQL?
    /// Whether the transaction that is open has it already.
    var hasStandingContext = false
    private(set) var ending = "never opened"

    /// The connection's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    private init(thread: ConnectionThread, configuration: PostgresConfiguration) {
        self.thread = thread
        self.configuration = configuration
    }

    deinit {
        thread.abandon()
    }

    // MARK: - Opening and closing

    /// Opens a session within the configuration's connect timeout.
    ///
    /// Throws `.connectFailed` when no server answers, and `.server` with its SQLSTATE when one answers but lets nobody in.
    public static func open(
        _ configuration: PostgresConfiguration,
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgresError) -> PostgresConnection {
        let thread = ConnectionThread()
        try thread.start()
        let connection = PostgresConnection(thread: thread, configuration: configuration)
        do throws(PostgresError) {
            try await connection.connect(fileID: fileID, line: line)
        } catch {
            await connection.close()
            throw error
        }
        return connection
    }

    /// Ends the session and joins its thread, after the calls that were made before.
    ///
    /// Later calls throw `.connectionLost`; closing twice is fine. Not to be called from code that runs on the connection.
    @concurrent
    public nonisolated func close() async {
        await end("closed by its owner")
        await thread.stop()
    }

    private func connect(fileID: String, line: Int) throws(PostgresError) {
        handle = try ConnectionHandle.connect(configuration, fileID: fileID, line: line)
    }

    func end(_ reason: String) {
        guard handle != nil else { return }
        handle = nil
        statements.removeAll()
        ending = reason
    }

    /// Whether statements can still be sent; a server that went away is noticed at the next one.
    public var isUsable: Bool { handle != nil }

    /// The server process of this session, 0 when it has ended.
    public var processID: Int32 { handle?.processID ?? 0 }

    /// Whether the session is between transactions and the server has not closed it.
    ///
    /// A server that closed the session has left word on the socket, which costs one system call to learn.
    func isFresh() -> Bool {
        guard let idle = handle?.isIdleAndOpen() else { return false }
        if !idle { end("closed by the server while idle") }
        return idle
    }

    /// Whether a transaction is open.
    public var isInTransaction: Bool {
        switch handle?.transactionStatus {
        case .inside, .failed, .active: true
        case .idle, .unknown, nil: false
        }
    }

    // MARK: - Statements

    /// Runs one statement and decodes each of its rows.
    ///
    /// What `decode` throws ends the call; an error that is not a `PostgresError` becomes one with code `.decoding`.
    /// `context` runs before it in the same round trip and, outside a transaction, in the same implicit one: it is meant for
    /// `SELECT set_config('…', \(value), true)`, and its rows are dropped. `deadline` replaces the configuration's; a longer one also replaces the server's `statement_timeout` for this call.
    public func query<T: Sendable>(
        _ sql: SQL,
        context: SQL? = nil,
        deadline: Duration? = nil,
        fileID: String = #fileID,
        line: Int = #line,
        _ decode: (borrowing Row) throws -> T
    ) throws(PostgresError) -> [T] {
        let result = try run(sql, context: context, deadline: deadline, fileID: fileID, line: line)
        let cells = result.cells
        let count = result.rowCount
        var values: [T] = []
        values.reserveCapacity(count)
        for index in 0..<count {
            values.append(try Row(cells, index: Int32(index), fileID: fileID, line: line).decoded(by: decode))
        }
        return values
    }

    /// Runs one statement and decodes its first row, if there is one; further rows are dropped.
    public func first<T: Sendable>(
        _ sql: SQL,
        context: SQL? = nil,
        deadline: Duration? = nil,
        fileID: String = #fileID,
        line: Int = #line,
        _ decode: (borrowing Row) throws -> T
    ) throws(PostgresError) -> T? {
        let result = try run(sql, context: context, deadline: deadline, fileID: fileID, line: line)
        guard result.rowCount > 0 else { return nil }
        return try Row(result.cells, index: 0, fileID: fileID, line: line).decoded(by: decode)
    }

    /// Runs one statement and says how many rows it touched.
    @discardableResult
    public func execute(
        _ sql: SQL,
        context: SQL? = nil,
        deadline: Duration? = nil,
        fileID: String = #fileID,
        line: Int = #line
    ) throws(PostgresError) -> Int {
        try run(sql, context: context, deadline: deadline, fileID: fileID, line: line).affectedRows
    }

    /// Runs several statements separated by semicolons; outside a transaction they form one.
    public func script(
        _ text: String,
        deadline: Duration? = nil,
        fileID: String = #fileID,
        line: Int = #line
    ) throws(PostgresError) {
        if let position = text.utf8.firstIndex(of: 0) {
            let offset = text.utf8.distance(from: text.utf8.startIndex, to: position)
            throw PostgresError(
                .decoding,
                detail: "expected SQL without U+0000, found one at byte \(offset)",
                fileID: fileID,
                line: line
            )
        }
        let call = Call(sql: SQL(unescaped: text), limit: deadline, fileID: fileID, line: line)
        // It may end the transaction, or go back to a savepoint that is older than the loan's context.
        defer { hasStandingContext = false }
        try withTimeout(of: call) { () throws(PostgresError) in
            _ = try perform(call) { $0.sendScript(text) }
        }
    }
}
