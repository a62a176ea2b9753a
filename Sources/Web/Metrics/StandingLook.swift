import Postgres
import Store
import Synchronization

/// The last look at how the cities' work stands: a scrape reads it and never waits for another but the first.
///
/// A look that is older than `interval` is followed by a new one, in the background and one at a time, however many
/// scrape. A long look keeps the next away for fifty times as long as it took, so that looking never takes more than a
/// fiftieth of one connection. One that fails changes nothing: what was seen before only grows older.
final class StandingLook: Sendable {
    /// What a look saw.
    struct Seen: Sendable {
        let at: ContinuousClock.Instant
        let took: Duration
        /// By the city's code.
        let cities: [String: WorkStanding]
    }

    private struct State {
        var seen: Seen?
        /// When the next look may begin.
        var next = ContinuousClock.now
        var running: Task<Seen?, Never>?
    }

    private let state = Mutex(State())
    private let cities: Cities
    private let interval: Duration

    init(cities: Cities, interval: Duration) {
        self.cities = cities
        self.interval = interval
    }

    /// What was seen last; waits only where nothing was yet, and looks only where the database answers.
    func seen(isDatabaseUp: Bool) async -> Seen? {
        let (seen, running) = state.withLock { state -> (Seen?, Task<Seen?, Never>?) in
            if state.running == nil, isDatabaseUp, state.next <= .now { state.running = Task { await look() } }
            return (state.seen, state.running)
        }
        if let seen { return seen }
        return await running?.value
    }

    private func look() async -> Seen? {
        let start = ContinuousClock.now
        var standings: [String: WorkStanding] = [:]
        var isWhole = true
        for city in cities.all {
            let reader = StandingReader(pool: city.pools.service, jurisdiction: city.row)
            do throws(StoreError) {
                let standing = try await reader.look()
                standings[city.code] = standing
                city.queues.meter.know(standing.lines.keys)
            } catch {
                isWhole = false
            }
        }
        let now = ContinuousClock.now
        let seen = isWhole ? Seen(at: now, took: now - start, cities: standings) : nil
        state.withLock { state in
            state.seen = seen ?? state.seen
            state.next = now + max(interval, (now - start) * 50)
            state.running = nil
        }
        return seen
    }
}
