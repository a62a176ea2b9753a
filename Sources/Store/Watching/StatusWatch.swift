public import Postgres
import ServiceRequests
import Synchronization

/// Tells those who look at service requests that something happened to them, whoever did it on whichever server.
///
/// It asks the tables about all watched requests in one statement, as often as its sweeper runs it, and never while
/// nobody watches. Events are only ever added, so their count alone tells that there is something new, also where
/// transactions commit in another order than they took their events' numbers.
public final class StatusWatch: Sendable {
    /// Called with the count of the request's events; it must not block.
    public typealias Tell = @Sendable (_ events: Int) -> Void

    /// One who watches.
    public struct Ticket: Sendable, Hashable {
        let number: Int64
        let place: UInt64
    }

    fileprivate struct Watcher: Sendable {
        let seen: Int
        let tell: Tell
    }

    fileprivate struct Watched: Sendable {
        /// Nil until it was asked for the first time.
        var events: Int?
        var watchers: [UInt64: Watcher] = [:]
    }

    fileprivate struct State: Sendable {
        var next: UInt64 = 0
        var watched: [Int64: Watched] = [:]
    }

    private struct Found: Sendable {
        let number: Int64
        let events: Int
    }

    private let state = Mutex(State())
    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Reads through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// How many watch at this moment.
    public var count: Int { state.withLock { $0.watched.values.reduce(0) { $0 + $1.watchers.count } } }

    /// How many events a request has; nil for an id that does not exist.
    public func events(of id: String) async throws(StoreError) -> Int? {
        guard let number = jurisdiction.cipher.number(for: id) else { return nil }
        let events = try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT count(*) FROM event WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
                """
            ) { row in try row.decode(Int.self) }
        }
        return events == 0 ? nil : events
    }

    /// Begins to tell of a request that somebody has seen with so many events, until `end` is called with the ticket; nil
    /// for an id that cannot exist.
    ///
    /// A larger number of events than the one seen is told, also where it is known already.
    public func watch(_ id: String, seen: Int, tell: @escaping Tell) -> Ticket? {
        guard let number = jurisdiction.cipher.number(for: id) else { return nil }
        let (ticket, known) = state.withLock { state in
            state.next += 1
            state.watched[number, default: Watched()].watchers[state.next] = Watcher(seen: seen, tell: tell)
            return (Ticket(number: number, place: state.next), state.watched[number]?.events)
        }
        if let known, known > seen { tell(known) }
        return ticket
    }

    /// Tells no more.
    public func end(_ ticket: Ticket) {
        state.withLock { state in
            state.watched[ticket.number]?.watchers[ticket.place] = nil
            if state.watched[ticket.number]?.watchers.isEmpty == true { state.watched[ticket.number] = nil }
        }
    }

    /// Something was done to a request just now: who watches it here need not wait.
    public func poke(_ id: String) async {
        guard let number = jurisdiction.cipher.number(for: id),
            state.withLock({ $0.watched[number] != nil })
        else { return }
        // What fails now is found by the next look.
        try? await look()
    }

    /// Asks for all watched requests and tells of those with other events than before.
    public func look() async throws(StoreError) {
        let known = state.withLock { $0.watched.mapValues { $0.events ?? -1 } }
        guard !known.isEmpty else { return }
        let found = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT w.number, e.events
                  FROM unnest(\(Array(known.keys))::bigint[], \(Array(known.values))::bigint[]) AS w (number, events)
                 CROSS JOIN LATERAL (
                     SELECT count(*) AS events FROM event
                      WHERE jurisdiction = \(jurisdiction.number) AND number = w.number
                 ) AS e
                 WHERE e.events <> w.events
                """
            ) { row throws(PostgresError) in
                let (number, events) = try row.decode(Int64.self, Int.self)
                return Found(number: number, events: events)
            }
        }
        for one in found {
            for tell in state.withLock({ $0.note(one.events, of: one.number) }) { tell(one.events) }
        }
    }
}

extension StatusWatch.State {
    /// Notes how many events there are; gives those who have not seen so many.
    fileprivate mutating func note(_ events: Int, of number: Int64) -> [StatusWatch.Tell] {
        guard let before = watched[number] else { return [] }
        // Of two looks at once the older may come later.
        if let known = before.events, events <= known { return [] }
        watched[number]?.events = events
        return before.watchers.values.filter { $0.seen < events }.map(\.tell)
    }
}
