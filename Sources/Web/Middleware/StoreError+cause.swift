import Logging
import Postgres
import Store

extension StoreError {
    /// What the database's side said; nil where it was not asked.
    var cause: PostgresError? {
        switch self {
        case .unavailable(let error), .fateUnknown(let error), .refused(let error): error
        case .crowded: nil
        }
    }

    /// What a log may know of it.
    ///
    /// What the server of the database says may quote a row, and a row is somebody's: only kinds and places.
    var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = ["error": "\(self)"]
        guard let cause else { return metadata }
        metadata["postgres.code"] = "\(cause.code)"
        metadata["postgres.call"] = "\(cause.fileID):\(cause.line)"
        metadata["postgres.constraint"] = cause.constraint.map { "\($0)" }
        metadata["postgres.statement"] = cause.statement.map { "\($0)" }
        return metadata
    }
}
