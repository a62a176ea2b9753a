import Logging
import Postgres
import Store

extension StoreError {
    /// What the database's side said.
    var cause: PostgresError {
        switch self {
        case .unavailable(let error), .fateUnknown(let error), .refused(let error): error
        }
    }

    /// What a log may know of it.
    ///
    /// What the server of the database says may quote a row, and a row is somebody's: only kinds and places.
    var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = [
            "error": "\(self)", "postgres.code": "\(cause.code)", "postgres.call": "\(cause.fileID):\(cause.line)",
        ]
        metadata["postgres.constraint"] = cause.constraint.map { "\($0)" }
        metadata["postgres.statement"] = cause.statement.map { "\($0)" }
        return metadata
    }
}
