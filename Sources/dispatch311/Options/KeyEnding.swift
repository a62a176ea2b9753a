import Postgres
import Store

/// How a key is ended, whoever holds it: of a department's system or of a client.
struct KeyEnding {
    private struct Report: Encodable {
        let prefix: String
        let revoked: Bool
    }

    /// The key's eight readable characters.
    let prefix: String
    /// What it is called where there is none: "a key".
    let name: String

    /// Ends it and says so; throws where there is none that still works.
    func run(
        in place: DatabasePlace,
        wanted: String?,
        _ console: Console,
        revoke: @escaping @Sendable (PostgresPool, JurisdictionRow) async throws(StoreError) -> Bool
    ) async throws {
        let isRevoked = try await Interruption.watch {
            try await place.withCurrentPool { pool, _ throws(CommandError) in
                let row = try await PublishedCity.row(of: wanted, in: pool)
                do throws(StoreError) {
                    return try await revoke(pool, row)
                } catch {
                    throw CommandError(error)
                }
            }
        }
        if console.isJSON { try console.print(json: Report(prefix: prefix, revoked: isRevoked)) }
        guard isRevoked else {
            throw CommandError(.findings, "expected \(name) \"\(prefix)\" that still works, found none")
        }
        console.say("Key \(prefix) is revoked; running servers may honour it for up to 5 seconds more.")
    }
}
