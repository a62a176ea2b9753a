import Boundaries
import Logging
import Postgres
import ServiceLifecycle
import ServiceRequests
import Store

/// Counts what a city's residents ask for at the start and every few minutes, and tells `City.needed`.
///
/// While the database is away the last count stands.
struct DemandKeeper: Service {
    let city: City
    /// Where the city is found as it is by now: its boundaries may change while this runs.
    let cities: Cities
    let interval: Duration
    let logger: Logger

    func run() async throws {
        let failures = Throttle(interval: .seconds(60))
        let demand = Demand(pool: city.pool, jurisdiction: city.row)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await count(demand, failures)
                try? await Task.sleep(for: interval)
            }
        }
    }

    private func count(_ demand: Demand, _ failures: Throttle) async {
        let city = cities[city.code] ?? city
        do throws(StoreError) {
            try await demand.count(olderThan: interval, layer: city.demandLayer) { place in
                city.demandArea(at: place)
            }
            city.needed.ranking = ServiceRanking(try await demand.counts())
        } catch {
            guard let keptBack = failures.pass() else { return }
            logger.warning(
                "Could not count what is asked for",
                metadata: ["jurisdiction": "\(city.code)", "error": "\(error)", "lines.kept-back": "\(keptBack)"]
            )
        }
    }
}
