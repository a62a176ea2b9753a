import Postgres
import Store

extension NewSecretFile {
    /// A key that was made, and what else is to be told of it.
    struct Made<Value: Sendable>: Sendable {
        let key: APIKeyText
        let value: Value
    }

    /// Makes a key for the published city that is meant, and writes it where it should be written.
    ///
    /// The file comes first: a key that cannot be written anywhere is not made. One that could not be written although
    /// its file was there is revoked: nobody could use it, and nobody would know that it works.
    static func making<Value: Sendable>(
        at path: String?,
        in place: DatabasePlace,
        wanted: String?,
        _ make: @escaping @Sendable (PostgresPool, JurisdictionRow) async throws(CommandError) -> Made<Value>
    ) async throws -> Value {
        let file: NewSecretFile? = if let path { try NewSecretFile(path: path) } else { nil }
        let made: Made<Value>
        do {
            made = try await Interruption.watch {
                try await place.withCurrentPool { pool, _ throws(CommandError) in
                    try await make(pool, try await PublishedCity.row(of: wanted, in: pool))
                }
            }
        } catch {
            file?.remove()
            throw error
        }
        do throws(CommandError) {
            try file?.write(made.key.text)
        } catch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                // Whichever of the two it is.
                _ = try? await APIKeys(pool: pool).revoke(prefix: made.key.prefix, in: row)
                _ = try? await Clients(pool: pool).revoke(prefix: made.key.prefix, in: row)
            }
            throw error
        }
        return made.value
    }
}
