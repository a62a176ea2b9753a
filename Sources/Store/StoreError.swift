public import Postgres

/// Why the store could not do what it was asked.
///
/// What a caller must expect (no such item, a lease that ran out, a key used before) is a value, not an error.
public enum StoreError: Error, Sendable {
    /// PostgreSQL could not be reached, or gave no answer in time: trying again later may help.
    case unavailable(PostgresError)
    /// Whether it happened is not known, after trying twice with the same key: only the key can tell later.
    case fateUnknown(PostgresError)
    /// PostgreSQL refused: a mistake of ours.
    case refused(PostgresError)
    /// So many wait already that this was not taken on; nothing was done.
    case crowded

    /// Sorts an error of the database into what a caller can do about it.
    public init(_ error: PostgresError) {
        if error.isFateUnknown {
            self = .fateUnknown(error)
        } else if error.isTransient || error.isSessionRefused || error.sqlState?.isServersTrouble == true {
            self = .unavailable(error)
        } else {
            self = .refused(error)
        }
    }
}

extension StoreError: CustomStringConvertible, CustomDebugStringConvertible {
    /// Safe to show: names neither SQL nor data.
    public var description: String {
        switch self {
        case .unavailable: "the database cannot be reached just now"
        case .fateUnknown: "the database did not answer, so it is not known whether this was stored"
        case .refused: "the database refused this"
        case .crowded: "too many are waiting already"
        }
    }

    /// Everything, for logs.
    public var debugDescription: String {
        switch self {
        case .unavailable(let error), .fateUnknown(let error), .refused(let error): error.debugDescription
        case .crowded: description
        }
    }
}

extension SQLState {
    /// Whether the server is to blame and not the statement: it was stopped for taking too long, the server became a
    /// standby that takes no writes, or its system failed it (class 58).
    fileprivate var isServersTrouble: Bool {
        self == .queryCanceled || self == .readOnlyTransaction || classCode == "58"
    }
}

/// Runs database work, turning its errors into the store's own.
func stored<R: Sendable>(_ work: () async throws(PostgresError) -> R) async throws(StoreError) -> R {
    do throws(PostgresError) {
        return try await work()
    } catch {
        throw StoreError(error)
    }
}
