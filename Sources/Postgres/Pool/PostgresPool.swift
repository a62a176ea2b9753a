public import Logging
public import ServiceLifecycle
import Synchronization

// The target Postgres: libpq for Swift 6, and nothing about service requests or HTTP.
//
// One connection is one actor on one thread (`PostgresConnection`); a pool lends them (`PostgresPool`); statements carry
// their values apart from their text (`SQL`); rows are decoded where they lie (`Row`); a listener hears NOTIFY; a migrator
// keeps the schema. It has no query builder, no models, no retries, and does not stop a statement when a task is cancelled.

/// A fixed number of connections, lent to one caller at a time in the order they come.
///
/// Connections are opened when first needed and replaced when lost. It works without `run()`; as a service it closes
/// itself at a graceful shutdown, after the statements under way.
///
/// ```swift
/// let names = try await pool.query("SELECT name FROM department") { row in try row.decode(String.self) }
/// ```
public final class PostgresPool: Service, Sendable {
    enum Grant: Sendable {
        case connection(PostgresConnection)
        case slot(delay: Duration)
        case refused(PostgresError.Code, String)
    }

    typealias Waiter = CheckedContinuation<Grant, Never>

    struct State {
        var machine: PoolStateMachine<PostgresConnection, Waiter>
        var nextID: UInt64 = 0
        var hasTimer = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    let state: Mutex<State>
    let configuration: PostgresConfiguration
    let waitLimit: Duration
    let logger: Logger
    let failures = Throttle(interval: .seconds(10))

    /// Makes a pool without opening anything; `waitLimit` is how long a caller stands in line before `.poolTimeout`.
    public init(
        configuration: PostgresConfiguration,
        size: Int = 8,
        waitLimit: Duration = .seconds(5),
        logger: Logger
    ) {
        state = Mutex(State(machine: PoolStateMachine(size: max(1, size))))
        self.configuration = configuration
        self.waitLimit = waitLimit
        self.logger = logger
    }

    /// Waits for the graceful shutdown, or for cancellation, and closes the pool.
    public func run() async throws {
        try? await gracefulShutdown()
        await close()
    }

    /// How the pool is used right now.
    public var statistics: PoolStatistics {
        state.withLock { $0.machine.statistics }
    }

    // MARK: - Lending

    /// Lends a connection to `body`, which runs on the connection's thread.
    ///
    /// Throws `.poolTimeout` when none became free in time or the task was cancelled in the line, and what opening one
    /// threw. A transaction left open by `body` is rolled back.
    ///
    /// `context` stands in front of every statement of `body` (scripts excepted) in the same round trip: of each outside a
    /// transaction, of the first inside one. It is meant for `SELECT set_config('…', \(value), true)`, which ends with
    /// the transaction, so that nothing of it is left for the next borrower.
    public func withConnection<R: Sendable>(
        context: SQL? = nil,
        fileID: String = #fileID,
        line: Int = #line,
        _ body: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) async throws(PostgresError) -> R {
        while true {
            let connection = try await lease(fileID: fileID, line: line)
            let loan = await connection.lend(in: context, to: body) { self.giveBack($0, isUsable: $1) }
            switch loan {
            case .stale(let afterwards):
                await dismiss(connection, afterwards)
            case .done(let result, let afterwards):
                await dismiss(connection, afterwards)
                return try result.get()
            }
        }
    }

    /// Runs a transaction on a connection of the pool; see `PostgresConnection.transaction`, and `withConnection` for
    /// `context`.
    public func transaction<R: Sendable>(
        _ isolation: Isolation = .readCommitted,
        context: SQL? = nil,
        fileID: String = #fileID,
        line: Int = #line,
        _ body: @Sendable (isolated PostgresConnection) throws(PostgresError) -> R
    ) async throws(PostgresError) -> R {
        try await withConnection(context: context, fileID: fileID, line: line) { connection throws(PostgresError) in
            try connection.transaction(isolation, fileID: fileID, line: line, body)
        }
    }

    /// Runs one statement and decodes each of its rows; see `PostgresConnection.query`.
    public func query<T: Sendable>(
        _ sql: SQL,
        context: SQL? = nil,
        deadline: Duration? = nil,
        fileID: String = #fileID,
        line: Int = #line,
        _ decode: @Sendable (borrowing Row) throws -> T
    ) async throws(PostgresError) -> [T] {
        try await withConnection(fileID: fileID, line: line) { connection throws(PostgresError) in
            try connection.query(sql, context: context, deadline: deadline, fileID: fileID, line: line, decode)
        }
    }

    /// Runs one statement and decodes its first row; see `PostgresConnection.first`.
    public func first<T: Sendable>(
        _ sql: SQL,
        context: SQL? = nil,
        deadline: Duration? = nil,
        fileID: String = #fileID,
        line: Int = #line,
        _ decode: @Sendable (borrowing Row) throws -> T
    ) async throws(PostgresError) -> T? {
        try await withConnection(fileID: fileID, line: line) { connection throws(PostgresError) in
            try connection.first(sql, context: context, deadline: deadline, fileID: fileID, line: line, decode)
        }
    }

    /// Runs one statement and says how many rows it touched.
    @discardableResult
    public func execute(
        _ sql: SQL,
        context: SQL? = nil,
        deadline: Duration? = nil,
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgresError) -> Int {
        try await withConnection(fileID: fileID, line: line) { connection throws(PostgresError) in
            try connection.execute(sql, context: context, deadline: deadline, fileID: fileID, line: line)
        }
    }

    // MARK: - Closing

    /// Refuses everyone from now on, lets what is under way finish, and closes every connection.
    ///
    /// Ends at the latest with the last statement's deadline. Closing twice is fine.
    public func close() async {
        let closed = state.withLock { $0.machine.close() }
        for waiter in closed.waiting { waiter.resume(returning: .refused(.poolClosed, "the pool was closed")) }
        for connection in closed.idle { await connection.close() }
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.machine.statistics.open == 0 { return true }
                state.closers.append(continuation)
                return false
            }
            if isDone { continuation.resume() }
        }
    }
}
