import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension WorkModel {
    /// A request comes in with its legs; gives its number.
    public mutating func submit(_ legs: [Leg], priority: Int, at place: String) -> Int64 {
        let number = nextRequest
        nextRequest += 1
        let lead = legs[0].department
        requests[number] = Request(number: number, place: place, department: lead, openLegs: 0)
        note("submitted", nil, of: number, lead)
        for (index, leg) in legs.enumerated() {
            let item = add(leg, to: number, priority: priority)
            if index > 0 { note("leg_added", item, of: number, leg.department) }
        }
        return number
    }

    /// Puts a new leg of a request into its queue.
    mutating func add(_ leg: Leg, to request: Int64, priority: Int) -> Int64 {
        let number = nextItem
        nextItem += 1
        items[number] = Item(
            number: number,
            request: request,
            leg: (legs(of: request).last?.leg ?? 0) + 1,
            owner: leg.department,
            queue: leg.queue,
            priority: priority
        )
        requests[request]?.items.append(number)
        requests[request]?.openLegs += 1
        return number
    }

    /// What a claim would take: the most urgent, then oldest, one that came back too often alone.
    public func next(_ limit: Int, of department: String, in queue: String? = nil) -> [Int64] {
        var taken: [Int64] = []
        let waiting = items.values.filter { item in
            item.place == .waiting && Self.department(of: item.queue) == department
                && (queue == nil || item.queue == queue)
        }
        for item in waiting.sorted(by: { ($0.priority, $0.number) < ($1.priority, $1.number) }) {
            guard taken.count < limit else { break }
            if item.attempt >= rules.attemptsBeforeAlone { return taken.isEmpty ? [item.number] : taken }
            taken.append(item.number)
        }
        return taken
    }

    /// A worker takes what is next, for so many seconds, under a lease of this name; gives the items.
    public mutating func claim(
        _ limit: Int,
        for department: String,
        _ holder: String,
        from queue: String? = nil,
        as lease: UUID,
        seconds: Int
    ) -> [Int64] {
        let taken = next(limit, of: department, in: queue)
        guard !taken.isEmpty else { return [] }
        for item in taken { items[item]?.place = .leased(lease) }
        leases[lease] = Lease(
            department: department,
            holder: holder,
            claimedAt: now,
            expiresAt: now + seconds,
            items: taken.sorted()
        )
        return taken
    }

    /// What a renewal hears.
    public enum Renewed: Sendable, Hashable {
        /// There is more time, for these items.
        case held([Int64])
        /// It runs as long as it may already.
        case capped
        /// There is no such lease any more.
        case gone
    }

    /// A lease is given more time, up to the longest.
    public mutating func renew(_ lease: UUID, by department: String, seconds: Int) -> Renewed {
        guard let held = leases[lease], held.department == department else { return .gone }
        let cap = held.claimedAt + longestLease
        guard held.expiresAt < cap else { return .capped }
        leases[lease]?.expiresAt = max(held.expiresAt, min(now + seconds, cap))
        return .held(held.items)
    }
}
