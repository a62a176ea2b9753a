import Glibc
import Postgres
import Store
import Synchronization

/// A department's key for the time of the demo, in a file only its owner can read.
final class DemoKey: Sendable {
    /// The file.
    let path = "/tmp/dispatch311-demo-\(getpid()).key"

    private let pool: PostgresPool
    private let jurisdiction: String
    private let made = Mutex<APIKeyText?>(nil)

    /// Prepares; nothing is made yet.
    init(pool: PostgresPool, jurisdiction: String) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Makes the key.
    func make(department: String) async throws(CommandError) -> String {
        let key: APIKeyText
        do throws(StoreError) {
            let row = try await Jurisdictions(pool: pool).open(jurisdiction)
            key = try await APIKeys(pool: pool).create(
                department: department,
                label: "dispatch311 demo",
                in: row,
                // If the demo is killed, its key ends by itself.
                expiresIn: .seconds(7 * 86_400)
            )
        } catch {
            throw CommandError(error)
        }
        made.withLock { $0 = key }
        unlink(path)
        try SecretFile.write(key.text, to: path)
        return key.text
    }

    /// Revokes it and removes the file; nothing where none was made.
    func end() async {
        guard
            let key = made.withLock({ key in
                defer { key = nil }
                return key
            })
        else { return }
        unlink(path)
        // Runs to its end although the demo was cancelled: a key that works must not be left behind.
        await Task { [pool, jurisdiction] in
            guard let row = try? await Jurisdictions(pool: pool).open(jurisdiction) else { return }
            _ = try? await APIKeys(pool: pool).revoke(prefix: key.prefix, in: row)
        }.value
    }
}
