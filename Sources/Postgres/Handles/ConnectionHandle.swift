import CLibpq

/// The one owner of a libpq connection: every call that needs the `PGconn` is a method here.
///
/// It holds no policy: it neither waits nor decides what an answer means. Freed with the value, connected or not.
@safe
struct ConnectionHandle: ~Copyable {
    private let connection: OpaquePointer
    // libpq calls the notice receiver with its address, so it has to live as long as the connection.
    private let notices: NoticeBox

    /// Starts connecting without waiting; nil when there is no memory for it.
    ///
    /// Only the name lookup blocks. The caller goes on with `continueConnecting` until it says `done` or `failed`.
    init?(startingWith keywords: [String: String]) {
        let pairs = keywords.sorted { $0.key < $1.key }
        let attempt = unsafe CStringArray.with(pairs.map(\.key)) { keys in
            unsafe CStringArray.with(pairs.map(\.value)) { values in
                unsafe PQconnectStartParams(keys, values, 0)
            }
        }
        guard let started = unsafe attempt else { return nil }
        let box = NoticeBox()
        unsafe connection = started
        notices = box
        // Verbose texts carry the SQLSTATE, and a failed connect offers it nowhere else.
        unsafe PQsetErrorVerbosity(started, PQERRORS_VERBOSE)
        unsafe PQsetNoticeReceiver(
            started,
            { box, result in unsafe NoticeBox.receive(box, result) },
            Unmanaged.passUnretained(box).toOpaque()
        )
    }

    deinit {
        unsafe PQfinish(connection)
        withExtendedLifetime(notices) {}
    }

    // MARK: - Connecting

    enum ConnectPhase { case wantsReading, wantsWriting, done, failed }

    /// Goes one step further; the socket may be another one after each step.
    func continueConnecting() -> ConnectPhase {
        switch unsafe PQconnectPoll(connection) {
        case PGRES_POLLING_READING: .wantsReading
        case PGRES_POLLING_WRITING: .wantsWriting
        case PGRES_POLLING_OK: .done
        default: .failed
        }
    }

    /// Whether the attempt has already failed before its first step.
    var isBroken: Bool { unsafe PQstatus(connection) == CONNECTION_BAD }

    /// From here on nothing blocks in a send.
    func makeNonBlocking() -> Bool { unsafe PQsetnonblocking(connection, 1) == 0 }

    // MARK: - State

    var socket: Int32 { unsafe PQsocket(connection) }

    var processID: Int32 { unsafe PQbackendPID(connection) }

    var serverVersion: Int32 { unsafe PQserverVersion(connection) }

    /// libpq's last complaint, which may name host and user: for `PostgresError.detail` only.
    var complaint: String {
        guard let text = unsafe PQerrorMessage(connection) else { return "" }
        // It has several lines where several addresses were tried; a log has one.
        return unsafe String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " | ")
    }

    enum TransactionStatus { case idle, active, inside, failed, unknown }

    var transactionStatus: TransactionStatus {
        switch unsafe PQtransactionStatus(connection) {
        case PQTRANS_IDLE: .idle
        case PQTRANS_ACTIVE: .active
        case PQTRANS_INTRANS: .inside
        case PQTRANS_INERROR: .failed
        default: .unknown
        }
    }

    /// Whether the server said, since the last time this was asked, that it gave up waiting for its standby.
    ///
    /// The commit is then done here and perhaps not there: nobody can promise that it lasts.
    func takeReplicationWarning() -> Bool { notices.takeReplicationWarning() }

    /// Whether the server has said that it is ending the session.
    var hasFarewell: Bool { notices.isFarewell }

    // MARK: - Sending

    func sendScript(_ text: String) -> Bool {
        unsafe PQsendQuery(connection, text) == 1
    }

    func sendPrepare(name: String, text: String, types: [UInt32]) -> Bool {
        unsafe PQsendPrepare(connection, name, text, Int32(types.count), types) == 1
    }

    /// Runs a prepared statement with binary values and asks for binary rows.
    func sendPrepared(name: String, binds: SQL.Binds) -> Bool {
        unsafe binds.withPointers { count, values, lengths, formats in
            unsafe PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1) == 1
        }
    }

    enum Flushing { case done, pending, failed }

    func flush() -> Flushing {
        switch unsafe PQflush(connection) {
        case 0: .done
        case 1: .pending
        default: .failed
        }
    }

    // MARK: - Pipelining

    func beginPipeline() -> Bool { unsafe PQenterPipelineMode(connection) == 1 }

    func syncPipeline() -> Bool { unsafe PQpipelineSync(connection) == 1 }

    func endPipeline() -> Bool { unsafe PQexitPipelineMode(connection) == 1 }

    // MARK: - Receiving

    /// Takes in what the socket has; false when the connection is lost.
    func consumeInput() -> Bool { unsafe PQconsumeInput(connection) == 1 }

    /// Whether asking for a result would block.
    var isBusy: Bool { unsafe PQisBusy(connection) == 1 }

    /// The next result, nil after the last; ask only when not busy.
    func nextResult() -> ResultHandle? {
        guard let result = unsafe PQgetResult(connection) else { return nil }
        return unsafe ResultHandle(owning: result)
    }

    /// The next notification that has come in, nil when there is none.
    func nextNotification() -> PostgresNotification? {
        guard let raw = unsafe PQnotifies(connection) else { return nil }
        defer { unsafe PQfreemem(raw) }
        return unsafe PostgresNotification(
            channel: String(cString: raw.pointee.relname),
            payload: raw.pointee.extra.map { unsafe String(cString: $0) } ?? ""
        )
    }
}
