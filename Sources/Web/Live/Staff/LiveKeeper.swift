import Logging
import Postgres
import ServiceLifecycle
import Store

/// Looks for what staff's live pages are to be told, for as long as the server runs.
///
/// At once when work is rung for, here or on another server; otherwise by itself, because much that happens rings for
/// nobody. Messages keep a distance, so that a page gets two a second at most.
struct LiveKeeper: Service {
    let city: City
    let cities: Cities
    /// How often it looks when nothing was rung for.
    var interval: Duration = .milliseconds(400)
    /// The least time between two messages.
    var distance: Duration = .milliseconds(500)
    /// After how long without a message pages are told that it was looked.
    var beat: Duration = .seconds(4)
    let logger: Logger

    func run() async throws {
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        city.bell.listen(in: city.row.number) { wake.yield() }
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { [interval] in
                    while (try? await Task.sleep(for: interval)) != nil { wake.yield() }
                    wake.finish()
                }
                group.addTask { await follow(wakes) }
            }
        }
    }

    private func follow(_ wakes: AsyncStream<Void>) async {
        let failures = Throttle(interval: .seconds(60))
        let clock = ContinuousClock()
        var told = clock.now - distance
        for await _ in wakes where city.live.count > 0 {
            try? await clock.sleep(until: told + distance)
            do {
                let isNews = try await city.live.look(Set((cities[city.code] ?? city).catalog.privateServices))
                if isNews {
                    told = clock.now
                } else if clock.now - told > beat {
                    city.live.beat()
                    told = clock.now
                }
                failures.reset()
            } catch {
                guard let keptBack = failures.pass() else { continue }
                logger.warning(
                    "Could not look for what live pages are to be told",
                    metadata: ["error": "\(error)", "lines.kept-back": "\(keptBack)"]
                )
            }
        }
    }
}
