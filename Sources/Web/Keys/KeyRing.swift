import Crypto
import Store
import Synchronization

/// Says whose key a text is, remembering for a few seconds what the database said.
///
/// So a busy worker's claim is one statement instead of two; a revoked or expired key works for `memory` longer. Unknown keys are
/// not remembered, and nowhere is a key's text kept, only its hash.
final class KeyRing<Holder: Sendable>: Sendable {
    private struct Known {
        let holder: Holder
        let until: ContinuousClock.Instant
    }

    /// The most keys remembered; a city has a few dozen.
    private static var maximum: Int { 10_000 }

    private let look: @Sendable (String) async throws(StoreError) -> Holder?
    private let memory: Duration
    private let known = Mutex<[SHA256.Digest: Known]>([:])

    /// Asks `look` for what is not remembered.
    init(memory: Duration, look: @escaping @Sendable (String) async throws(StoreError) -> Holder?) {
        self.look = look
        self.memory = memory
    }

    /// Whose key it is; nil for one that is malformed, unknown, expired or revoked.
    func holder(of text: String) async throws(StoreError) -> Holder? {
        let hash = SHA256.hash(data: Array(text.utf8))
        let now = ContinuousClock.now
        if let found = known.withLock({ $0[hash] }), found.until > now { return found.holder }
        guard let holder = try await look(text) else {
            known.withLock { _ = $0.removeValue(forKey: hash) }
            return nil
        }
        known.withLock { known in
            if known.count >= Self.maximum { known.removeAll() }
            known[hash] = Known(holder: holder, until: now + memory)
        }
        return holder
    }
}

extension KeyRing<APIKeyHolder> {
    /// The keys of departments' systems.
    convenience init(keys: APIKeys, uses: KeyUses, memory: Duration) {
        self.init(memory: memory) { text throws(StoreError) in
            let holder = try await keys.holder(of: text)
            if let holder { uses.note(holder.prefix, in: holder.jurisdiction) }
            return holder
        }
    }
}

extension KeyRing<Client> {
    /// The keys of GeoReport's clients.
    convenience init(clients: Clients, uses: KeyUses, memory: Duration) {
        self.init(memory: memory) { text throws(StoreError) in
            let client = try await clients.holder(of: text)
            if let client { uses.note(client.prefix, in: client.jurisdiction) }
            return client
        }
    }
}
