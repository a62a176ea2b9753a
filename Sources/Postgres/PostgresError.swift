/// Whatever goes wrong between a statement and its answer.
///
/// `description` can be shown to anyone: it names neither SQL, data, host nor user. `debugDescription` has all of it but
/// passwords and is for logs. `fileID` and `line` are the caller's, not this library's.
public struct PostgresError: Error, Sendable {
    /// What kind of failure it is.
    public enum Code: Hashable, Sendable {
        /// The server refused the statement or the session.
        case server(SQLState)
        /// No session could be opened.
        case connectFailed
        /// The session ended, before or during the call.
        case connectionLost
        /// No answer came in time; the connection was given up.
        case deadlineExceeded
        /// A value could not be encoded, or a row is not what the caller asked for.
        case decoding
        /// The pool was closed.
        case poolClosed
        /// No connection became free within the pool's wait limit, or the waiting task was cancelled.
        case poolTimeout
        /// The schema's version is not one this program can work with.
        case migration
        /// PostgreSQL's programs are not installed.
        case programsMissing
        /// The embedded server could not be made, started or stopped.
        case embedded
    }

    // One pointer, so that a thrown error costs the happy path no room.
    private final class Storage: Sendable {
        let code: Code
        let detail: String
        let constraint: String?
        let statement: String?
        let isFateUnknown: Bool
        let isSessionRefused: Bool
        let isRowRefused: Bool
        let fileID: String
        let line: Int

        init(
            code: Code,
            detail: String,
            constraint: String?,
            statement: String?,
            isFateUnknown: Bool,
            isSessionRefused: Bool,
            isRowRefused: Bool,
            fileID: String,
            line: Int
        ) {
            self.code = code
            self.detail = detail
            self.constraint = constraint
            self.statement = statement
            self.isFateUnknown = isFateUnknown
            self.isSessionRefused = isSessionRefused
            self.isRowRefused = isRowRefused
            self.fileID = fileID
            self.line = line
        }
    }

    private let storage: Storage

    /// Describes a failure; `detail` says what was expected and what was found, and is shown in logs only.
    ///
    /// `isFateUnknown` is for failures after the statement left and before its answer came, `isSessionRefused` for those
    /// before there was a session, `isRowRefused` for rows that security keeps from the role.
    public init(
        _ code: Code,
        detail: String,
        constraint: String? = nil,
        statement: String? = nil,
        isFateUnknown: Bool = false,
        isSessionRefused: Bool = false,
        isRowRefused: Bool = false,
        fileID: String = #fileID,
        line: Int = #line
    ) {
        storage = Storage(
            code: code,
            detail: detail,
            constraint: constraint,
            statement: statement,
            isFateUnknown: isFateUnknown,
            isSessionRefused: isSessionRefused,
            isRowRefused: isRowRefused,
            fileID: fileID,
            line: line
        )
    }

    /// What kind of failure it is.
    public var code: Code { storage.code }

    /// The server's code, where the server spoke.
    public var sqlState: SQLState? {
        if case .server(let state) = storage.code { state } else { nil }
    }

    /// The constraint that refused the row, where one did.
    public var constraint: String? { storage.constraint }

    /// The first words of the statement; for logs, never for users.
    public var statement: String? { storage.statement }

    /// What was expected and what was found; for logs, never for users.
    public var detail: String { storage.detail }

    /// The file of the call that failed.
    public var fileID: String { storage.fileID }

    /// The line of the call that failed.
    public var line: Int { storage.line }

    /// Whether the statement was sent and its answer never came, so that it may or may not have happened.
    ///
    /// Ask with the same unique key before doing it again.
    public var isFateUnknown: Bool { storage.isFateUnknown }

    /// Whether nobody was let in, so that no statement was run: the server is away, or its answer says why not.
    public var isSessionRefused: Bool { storage.isSessionRefused }

    /// Whether row-level security, or a rule of the tables that does its work, refused what was to be written.
    ///
    /// The role may write to the table, but not this row: a right to the table itself that is missing is not meant.
    public var isRowRefused: Bool { storage.isRowRefused }

    /// Whether the same call may succeed when it is tried again.
    ///
    /// An unknown fate is transient too: look at `isFateUnknown` first.
    public var isTransient: Bool {
        if storage.isFateUnknown { return true }
        return switch storage.code {
        case .server(let state): state.isTransient
        case .connectFailed, .connectionLost, .deadlineExceeded, .poolTimeout: true
        case .decoding, .poolClosed, .migration, .programsMissing, .embedded: false
        }
    }

    /// Whether the server refused a row because of the constraint with this name.
    public func violates(_ constraint: String) -> Bool {
        sqlState?.classCode == "23" && storage.constraint == constraint
    }

    func with(isFateUnknown: Bool? = nil, fileID: String, line: Int) -> PostgresError {
        PostgresError(
            code,
            detail: detail,
            constraint: constraint,
            statement: statement,
            isFateUnknown: isFateUnknown ?? self.isFateUnknown,
            isSessionRefused: isSessionRefused,
            isRowRefused: isRowRefused,
            fileID: fileID,
            line: line
        )
    }

    func with(context: String) -> PostgresError {
        PostgresError(
            code,
            detail: "\(context): \(detail)",
            constraint: constraint,
            statement: statement,
            isFateUnknown: isFateUnknown,
            isSessionRefused: isSessionRefused,
            isRowRefused: isRowRefused,
            fileID: fileID,
            line: line
        )
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    /// One sentence that is safe to show to anyone.
    public var description: String {
        switch code {
        case .server(let state): "The database refused the statement (SQLSTATE \(state.rawValue))."
        case .connectFailed: "The database cannot be reached."
        case .connectionLost: "The connection to the database was lost."
        case .deadlineExceeded: "The database did not answer in time."
        case .decoding: "A value did not have the type the program expected."
        case .poolClosed: "The program is no longer using the database."
        case .poolTimeout: "No connection to the database became free in time."
        case .migration: "The database's tables are not of the version this program expects."
        case .programsMissing: "PostgreSQL's programs are not installed on this machine."
        case .embedded: "The program's own database could not be run."
        }
    }

    /// Everything that is known, passwords excepted; for logs.
    public var debugDescription: String {
        var text = "PostgresError(\(code)"
        if let constraint { text += ", constraint: \(constraint)" }
        if isFateUnknown { text += ", fate unknown" }
        if let statement { text += ", statement: \(statement)" }
        return text + ", detail: \(detail), at \(fileID):\(line))"
    }
}
