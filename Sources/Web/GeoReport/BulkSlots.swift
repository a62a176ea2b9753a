import Synchronization

/// Who reads whole lists as a file: a few at a time, for each keeps the database busy from its first row to its last.
final class BulkSlots: Sendable {
    /// How many at a time.
    static let most = 4

    private let taken = Mutex(0)

    /// One of them, which is given back when nobody holds it any more.
    final class Slot: Sendable {
        private let slots: BulkSlots

        fileprivate init(of slots: BulkSlots) { self.slots = slots }

        deinit { slots.taken.withLock { $0 -= 1 } }
    }

    /// Takes one; throws a refusal where none is free.
    func take() throws(Refusal) -> Slot {
        let isTaken = taken.withLock { taken in
            guard taken < Self.most else { return false }
            taken += 1
            return true
        }
        guard isTaken else {
            throw .unavailable("Others are reading whole lists just now; ask again in a minute.", retryAfter: 60)
        }
        return Slot(of: self)
    }
}
