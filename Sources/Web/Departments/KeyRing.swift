import Crypto
import Store
import Synchronization

/// Says whose key a text is, remembering for a few seconds what the database said.
///
/// So a busy worker's claim is one statement instead of two; a revoked or expired key works for `memory` longer. Unknown keys are
/// not remembered, and nowhere is a key's text kept, only its hash.
final class KeyRing: Sendable {
    private struct Known {
        let holder: APIKeyHolder
        let until: ContinuousClock.Instant
    }

    /// The most keys remembered; a city has a few dozen.
    private static let maximum = 10_000

    private let keys: APIKeys
    private let uses: KeyUses
    private let memory: Duration
    private let known = Mutex<[SHA256.Digest: Known]>([:])

    init(keys: APIKeys, uses: KeyUses, memory: Duration) {
        self.keys = keys
        self.uses = uses
        self.memory = memory
    }

    /// Whose key it is; nil for one that is malformed, unknown, expired or revoked.
    func holder(of text: String) async throws(StoreError) -> APIKeyHolder? {
        let hash = SHA256.hash(data: Array(text.utf8))
        let now = ContinuousClock.now
        if let found = known.withLock({ $0[hash] }), found.until > now { return found.holder }
        guard let holder = try await keys.holder(of: text) else {
            known.withLock { _ = $0.removeValue(forKey: hash) }
            return nil
        }
        uses.note(holder.prefix, in: holder.jurisdiction)
        known.withLock { known in
            if known.count >= Self.maximum { known.removeAll() }
            known[hash] = Known(holder: holder, until: now + memory)
        }
        return holder
    }
}
