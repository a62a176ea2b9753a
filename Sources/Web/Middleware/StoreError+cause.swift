import Postgres
import Store

extension StoreError {
    /// What the database's side said.
    var cause: PostgresError {
        switch self {
        case .unavailable(let error), .fateUnknown(let error), .refused(let error): error
        }
    }
}
