import Postgres
import Store
import Web

extension CommandError {
    /// What a failure of the database means to the person at the command line, who runs it and may see where it is.
    init(_ error: PostgresError) {
        let message = "\(error.description)\n  \(error.detail)"
        self =
            switch error.code {
            case .programsMissing: CommandError(.unreachable, message, remedy: "Scripts/setup installs PostgreSQL.")
            case .connectFailed, .embedded: CommandError(.unreachable, message)
            case .migration, .decoding: CommandError(.findings, message)
            case .server(.undefinedTable):
                CommandError(.findings, "the database has no tables yet", remedy: "dispatch311 migrate makes them.")
            case .server(.invalidCatalogName): CommandError(.unreachable, message)
            default: CommandError(error.isTransient ? .tryAgain : .findings, message)
            }
    }

    /// What a failure of the store means to the person at the command line.
    init(_ error: StoreError) {
        switch error {
        case .unavailable(let cause), .fateUnknown(let cause), .refused(let cause): self.init(cause)
        case .crowded: self.init(.tryAgain, error.description)
        }
    }

    /// Why a server does not start.
    init(_ error: WebError) {
        self =
            switch error {
            case .database(let cause): CommandError(cause)
            case .schema(let message): CommandError(.findings, message)
            case .photos:
                CommandError(
                    .findings,
                    error.description,
                    remedy: "Name a folder this user may write to with --photos DIR."
                )
            default:
                CommandError(
                    .findings,
                    error.description,
                    remedy:
                        "dispatch311 catalog lint shows everything that is wrong with the folders; what is published "
                        + "is taken back with catalog rollback and boundaries rollback."
                )
            }
    }
}
