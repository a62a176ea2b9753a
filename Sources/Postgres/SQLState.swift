/// PostgreSQL's five-character error code, the only thing errors are classified by.
///
/// The codes are those of appendix A of the PostgreSQL manual; one that has no name here is still a valid value.
public struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The five characters, such as `23505`.
    public let rawValue: String

    /// Takes the code as the server sent it.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The code's first two characters, which name its class.
    public var classCode: String {
        String(rawValue.prefix(2))
    }

    /// The five characters.
    public var description: String {
        rawValue
    }

    /// Whether the same statement may succeed when it is tried again.
    ///
    /// Serialization failures, deadlocks, locks not to be had, a server that starts, stops or is short of room.
    public var isTransient: Bool {
        switch self {
        case .serializationFailure, .deadlockDetected, .lockNotAvailable: true
        case .adminShutdown, .crashShutdown, .cannotConnectNow: true
        default: classCode == "08" || classCode == "53"
        }
    }

    /// Whether the server ends the session with this code.
    public var endsSession: Bool {
        switch self {
        case .adminShutdown, .crashShutdown, .cannotConnectNow, .databaseDropped, .idleSessionTimeout: true
        case .idleInTransactionSessionTimeout: true
        default: classCode == "08"
        }
    }
}

extension SQLState {
    /// `01000`, a warning.
    public static let warning = SQLState(rawValue: "01000")
    /// `08006`, the connection failed.
    public static let connectionFailure = SQLState(rawValue: "08006")
    /// `0A000`, a feature that is not supported; also what a prepared statement says when its result's columns changed.
    public static let featureNotSupported = SQLState(rawValue: "0A000")
    /// `22000`, data the statement cannot work with.
    public static let dataException = SQLState(rawValue: "22000")
    /// `22003`, a number outside its type's range.
    public static let numericValueOutOfRange = SQLState(rawValue: "22003")
    /// `22P02`, text that does not spell a value of its type.
    public static let invalidTextRepresentation = SQLState(rawValue: "22P02")
    /// `22021`, bytes that are not text in the server's encoding.
    public static let characterNotInRepertoire = SQLState(rawValue: "22021")
    /// `23502`, NULL in a column that allows none.
    public static let notNullViolation = SQLState(rawValue: "23502")
    /// `23503`, a row that refers to nothing, or is still referred to.
    public static let foreignKeyViolation = SQLState(rawValue: "23503")
    /// `23505`, a second row with the same key.
    public static let uniqueViolation = SQLState(rawValue: "23505")
    /// `23514`, a row its table's check refuses.
    public static let checkViolation = SQLState(rawValue: "23514")
    /// `23P01`, a row an exclusion constraint refuses.
    public static let exclusionViolation = SQLState(rawValue: "23P01")
    /// `25001`, a transaction inside a transaction.
    public static let activeTransaction = SQLState(rawValue: "25001")
    /// `25006`, a write in a read-only transaction.
    public static let readOnlyTransaction = SQLState(rawValue: "25006")
    /// `25P02`, a statement after an error in the same transaction.
    public static let inFailedTransaction = SQLState(rawValue: "25P02")
    /// `25P03`, the session ended because its transaction stood idle.
    public static let idleInTransactionSessionTimeout = SQLState(rawValue: "25P03")
    /// `26000`, a prepared statement the session does not have.
    public static let invalidStatementName = SQLState(rawValue: "26000")
    /// `28000`, a role the server does not let in.
    public static let invalidAuthorization = SQLState(rawValue: "28000")
    /// `28P01`, a wrong password.
    public static let invalidPassword = SQLState(rawValue: "28P01")
    /// `3D000`, a database that does not exist.
    public static let invalidCatalogName = SQLState(rawValue: "3D000")
    /// `3F000`, a schema that does not exist.
    public static let invalidSchemaName = SQLState(rawValue: "3F000")
    /// `40001`, a transaction that cannot be put in order with the others.
    public static let serializationFailure = SQLState(rawValue: "40001")
    /// `40P01`, a deadlock.
    public static let deadlockDetected = SQLState(rawValue: "40P01")
    /// `42501`, a right the role does not have.
    public static let insufficientPrivilege = SQLState(rawValue: "42501")
    /// `42601`, a statement that is not SQL.
    public static let syntaxError = SQLState(rawValue: "42601")
    /// `42703`, a column that does not exist.
    public static let undefinedColumn = SQLState(rawValue: "42703")
    /// `42P01`, a table that does not exist.
    public static let undefinedTable = SQLState(rawValue: "42P01")
    /// `42P04`, a database that exists already.
    public static let duplicateDatabase = SQLState(rawValue: "42P04")
    /// `42P07`, a table that exists already.
    public static let duplicateTable = SQLState(rawValue: "42P07")
    /// `53100`, the disk is full.
    public static let diskFull = SQLState(rawValue: "53100")
    /// `53200`, the server has no memory left.
    public static let outOfMemory = SQLState(rawValue: "53200")
    /// `53300`, the server takes no more connections.
    public static let tooManyConnections = SQLState(rawValue: "53300")
    /// `55006`, a thing others still use.
    public static let objectInUse = SQLState(rawValue: "55006")
    /// `55P03`, a lock that could not be had in time.
    public static let lockNotAvailable = SQLState(rawValue: "55P03")
    /// `57014`, a statement stopped by request or by `statement_timeout`.
    public static let queryCanceled = SQLState(rawValue: "57014")
    /// `57P01`, the session was told to end.
    public static let adminShutdown = SQLState(rawValue: "57P01")
    /// `57P02`, another session crashed and took this one along.
    public static let crashShutdown = SQLState(rawValue: "57P02")
    /// `57P03`, the server is starting or stopping.
    public static let cannotConnectNow = SQLState(rawValue: "57P03")
    /// `57P04`, the database was dropped under the session.
    public static let databaseDropped = SQLState(rawValue: "57P04")
    /// `57P05`, the session ended because it stood idle.
    public static let idleSessionTimeout = SQLState(rawValue: "57P05")
}
