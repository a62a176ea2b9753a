/// Claims that wait for work of one jurisdiction, first come first served: the rules without the waiting.
///
/// Every method returns what the caller has to do.
struct WaitingLine<Waiter> {
    /// Why a place was rung for.
    enum Ring: Hashable {
        /// Something came into a queue of this name.
        case queue(String)
        /// Anything may have come in.
        case anything
    }

    private struct Place {
        let id: UInt64
        let scope: ClaimScope
        var ring: Ring?
        var waiter: Waiter?

        mutating func takeWaiter() -> Waiter? {
            defer { waiter = nil }
            return waiter
        }
    }

    // In the order of their ids.
    private var places: [Place] = []
    private var nextID: UInt64 = 0

    var count: Int { places.count }
    /// How many wait at their place at this moment.
    var waitingCount: Int { places.count { $0.waiter != nil } }

    /// Gives a place at the end.
    mutating func enter(_ scope: ClaimScope) -> UInt64 {
        nextID += 1
        places.append(Place(id: nextID, scope: scope))
        return nextID
    }

    /// Gives the place up; a ring that was not followed is passed on, and those it wakes are returned.
    mutating func leave(_ id: UInt64) -> [Waiter] {
        guard let index = places.firstIndex(where: { $0.id == id }) else { return [] }
        let place = places.remove(at: index)
        guard case .queue(let name) = place.ring else { return [] }
        return ring(name, count: 1)
    }

    /// So many items wait in a queue: as many of the first who can take them are rung for.
    mutating func ring(_ name: String, count: Int) -> [Waiter] {
        var woken: [Waiter] = []
        var left = count
        for index in places.indices where left > 0 && places[index].ring == nil && places[index].scope.covers(name) {
            left -= 1
            places[index].ring = .queue(name)
            if let waiter = places[index].takeWaiter() { woken.append(waiter) }
        }
        return woken
    }

    /// Everyone is rung for.
    mutating func ringAll() -> [Waiter] {
        var woken: [Waiter] = []
        for index in places.indices {
            // Whoever was rung for one queue still has that to pass on.
            if places[index].ring == nil { places[index].ring = .anything }
            if let waiter = places[index].takeWaiter() { woken.append(waiter) }
        }
        return woken
    }

    /// Waits at a place; false where it was rung for already.
    mutating func wait(_ waiter: Waiter, at id: UInt64) -> Bool {
        guard let index = places.firstIndex(where: { $0.id == id }), places[index].ring == nil else { return false }
        places[index].waiter = waiter
        return true
    }

    /// Ends the wait at a place; nil where nobody waits.
    mutating func stopWaiting(at id: UInt64) -> Waiter? {
        guard let index = places.firstIndex(where: { $0.id == id }) else { return nil }
        return places[index].takeWaiter()
    }

    /// Follows the ring at a place, so that the next one is heard.
    mutating func takeRing(at id: UInt64) -> Ring? {
        guard let index = places.firstIndex(where: { $0.id == id }) else { return nil }
        defer { places[index].ring = nil }
        return places[index].ring
    }

    /// Whether a place was rung for.
    func isRung(at id: UInt64) -> Bool { places.contains { $0.id == id && $0.ring != nil } }

    /// Undoes `takeRing`.
    mutating func putBack(_ ring: Ring, at id: UInt64) {
        guard let index = places.firstIndex(where: { $0.id == id }), places[index].ring == nil else { return }
        places[index].ring = ring
    }
}
