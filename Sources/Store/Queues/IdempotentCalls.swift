public import Postgres
import Synchronization

/// Does a call of a department's system once for every key, and answers its repetitions with the first answer.
///
/// Key, work and answer are one transaction: whoever dies in the middle leaves none of them, and a call whose fate is
/// unknown is made again under its key, which tells.
public struct IdempotentCalls: Sendable {
    /// What became of a call.
    public enum Result: Sendable, Hashable {
        /// Done now; nil where there was nothing to do, which keeps no key.
        case done(String?)
        /// The same call was answered before, with these bytes.
        case replayed(String)
        /// The key was used for another call; nothing was done.
        case keyUsedOtherwise
        /// The same call is being made at this moment and was not over within the lock's time; nothing more was done.
        case inFlight
    }

    /// A call's work: statements on the connection it is lent, and the answer they come to.
    public typealias Work = @Sendable (isolated PostgresConnection) throws(PostgresError) -> String?

    let pools: DatabasePools
    let jurisdiction: JurisdictionRow

    /// Works through pools it does not own.
    public init(pools: DatabasePools, jurisdiction: JurisdictionRow) {
        self.pools = pools
        self.jurisdiction = jurisdiction
    }

    /// Works through one pool whose user may do everything.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.init(pools: DatabasePools(all: pool), jurisdiction: jurisdiction)
    }

    /// Does the work as a role, or gives the answer the same key was given before; without a key just does it.
    public func once(
        _ key: Submission.Key?,
        as role: ActingRole,
        _ work: Work
    ) async throws(StoreError) -> Result {
        guard let key else {
            return .done(
                try await stored { () throws(PostgresError) in
                    try await pools.withConnection(as: role, work)
                }
            )
        }
        let hasKey = Mutex(false)
        do throws(PostgresError) {
            return try await attempt(key, role, work) { hasKey.withLock { $0 = true } }
        } catch  where error.isFateUnknown {
            return try await settle(key, role, work, after: error)
        } catch  where error.sqlState == .lockNotAvailable && !hasKey.withLock({ $0 }) {
            // The key's row is its twin's. A lock that the work itself waited for says nothing of a twin.
            return .inFlight
        } catch {
            throw StoreError(error)
        }
    }

    /// Makes a call again that may or may not have been done, under its key, which tells.
    private func settle(
        _ key: Submission.Key,
        _ role: ActingRole,
        _ work: Work,
        after first: PostgresError
    ) async throws(StoreError) -> Result {
        do throws(PostgresError) {
            return try await attempt(key, role, work) {}
        } catch {
            // However the second try failed: what became of the first is still not known.
            throw .fateUnknown(first)
        }
    }

    /// What a key was answered before, without using it; nil where nobody used it.
    public func earlier(_ key: Submission.Key, as role: ActingRole) async throws(StoreError) -> Result? {
        try await stored { () throws(PostgresError) in
            try await pools.withConnection(as: role) { [jurisdiction] connection throws(PostgresError) in
                try Self.earlier(key, in: jurisdiction, on: connection)
            }
        }
    }

    private func attempt(
        _ key: Submission.Key,
        _ role: ActingRole,
        _ work: Work,
        onFirst: @Sendable () -> Void
    ) async throws(PostgresError) -> Result {
        try await pools.transaction(as: role) { [jurisdiction] connection throws(PostgresError) in
            // A twin in flight holds the key: this waits for its end, as long as lock_timeout allows.
            let isFirst =
                try connection.execute(
                    """
                    INSERT INTO idempotency (jurisdiction, client, key, fingerprint)
                    VALUES (\(jurisdiction.number), \(key.client), \(key.key), \(key.fingerprint))
                    ON CONFLICT ON CONSTRAINT idempotency_key DO NOTHING
                    """
                ) == 1
            guard isFirst else {
                // Nil between the two statements: it found nothing to do, or was swept.
                return try Self.earlier(key, in: jurisdiction, on: connection) ?? .inFlight
            }
            onFirst()
            let answer = try work(connection)
            let keep: SQL =
                if let answer {
                    "UPDATE idempotency SET answer = \(answer)"
                } else {
                    "DELETE FROM idempotency"
                }
            try connection.execute(
                """
                \(keep)
                 WHERE jurisdiction = \(jurisdiction.number) AND client = \(key.client) AND key = \(key.key)
                """
            )
            return .done(answer)
        }
    }

    private static func earlier(
        _ key: Submission.Key,
        in jurisdiction: JurisdictionRow,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Result? {
        try connection.first(
            """
            SELECT fingerprint, answer FROM idempotency
             WHERE jurisdiction = \(jurisdiction.number) AND client = \(key.client) AND key = \(key.key)
               -- So that this answer waits for a standby that the first one's commit may not have reached.
               FOR NO KEY UPDATE
            """
        ) { row in
            let (fingerprint, answer) = try row.decode([UInt8].self, String?.self)
            guard fingerprint == key.fingerprint, let answer else { return .keyUsedOtherwise }
            return .replayed(answer)
        }
    }
}
