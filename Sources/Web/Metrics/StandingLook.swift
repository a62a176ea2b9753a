import Postgres
import Store
import Synchronization

/// The last look at how the cities' work stands: a scrape reads it and never waits for another but the first.
///
/// A look that is older than `interval` is followed by a new one, in the background and one at a time, however many
/// scrape. A long look keeps the next away for fifty times as long as it took, so that looking never takes more than a
/// fiftieth of one connection.
final class StandingLook: Sendable {
    /// What a look saw.
    struct Seen: Sendable {
        let at: ContinuousClock.Instant
        let took: Duration
        /// By the city's code; a city that could not be looked at is not among them.
        let cities: [String: WorkStanding]
    }

    private struct State {
        var seen: Seen?
        var running: Task<Seen, Never>?
    }

    private let state = Mutex(State())
    private let cities: Cities
    private let interval: Duration

    init(cities: Cities, interval: Duration) {
        self.cities = cities
        self.interval = interval
    }

    /// What was seen last; waits only where nothing was yet.
    func seen() async -> Seen {
        let (seen, running) = state.withLock { state -> (Seen?, Task<Seen, Never>?) in
            if let seen = state.seen, ContinuousClock.now - seen.at < max(interval, seen.took * 50) {
                return (seen, nil)
            }
            if state.running == nil { state.running = Task { await look() } }
            return (state.seen, state.running)
        }
        if let seen { return seen }
        return await running?.value ?? Seen(at: .now, took: .zero, cities: [:])
    }

    private func look() async -> Seen {
        let start = ContinuousClock.now
        var standings: [String: WorkStanding] = [:]
        for city in cities.all {
            let reader = StandingReader(pool: city.pools.service, jurisdiction: city.row)
            standings[city.code] = try? await reader.look()
        }
        let now = ContinuousClock.now
        let seen = Seen(at: now, took: now - start, cities: standings)
        state.withLock { state in
            state.seen = seen
            state.running = nil
        }
        return seen
    }
}
