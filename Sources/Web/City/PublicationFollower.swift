import Boundaries
import CMalloc
import Logging
import Postgres
import ServiceLifecycle
import ServiceRequests
import Store
import Synchronization

/// Keeps a server's cities as they were last published, for as long as it runs.
///
/// A notification wakes it at once; because notifications are lost while the connection is down, it also looks every few
/// seconds. A publication that cannot be used leaves the city as it is. It also runs what every city has in the
/// background, because only here it is known when there is one more, and passes on what it hears of waiting work: a
/// process listens on one connection.
struct PublicationFollower: Service {
    let cities: Cities
    let loader: CityLoader
    /// Where notifications are heard, on a connection beside the pool.
    let database: PostgresConfiguration
    /// How often it looks without having been told.
    let interval: Duration
    /// What a city has running beside the requests.
    let background: @Sendable (City) -> [any Service]
    let logger: Logger

    private let failures = Throttle(interval: .seconds(60))

    func run() async throws {
        // What is published was read for the first time just before.
        await giveBackMemory()
        let listener = PostgresListener(
            configuration: database,
            channels: [Publications.channel, WorkBell.channel],
            logger: logger
        )
        // One wake-up waiting is as good as many.
        let (wakeUps, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [logger] in
                do {
                    try await listener.run()
                } catch {
                    logger.error(
                        "Nothing is heard of publications and work, only looked for",
                        metadata: ["error": "\(error)"]
                    )
                }
            }
            group.addTask { [loader] in
                for await event in listener.events {
                    switch event {
                    case .connected:
                        loader.bell.lookEverywhere()
                        wake.yield()
                    case .notification(let notification) where notification.channel == WorkBell.channel:
                        loader.bell.hear(notification.payload)
                    case .notification:
                        wake.yield()
                    }
                }
            }
            group.addTask { [interval] in
                await cancelWhenGracefulShutdown {
                    while (try? await Task.sleep(for: interval)) != nil { wake.yield() }
                }
                wake.finish()
            }
            for city in cities.all { start(city, in: &group) }
            // A publication that cannot be used is not read again, only what comes after it.
            var unusable: [String: Int] = [:]
            for await _ in wakeUps where !Task.isShuttingDownGracefully {
                let before = cities.all.map(\.publication)
                for city in await follow(&unusable) { start(city, in: &group) }
                if cities.all.map(\.publication) != before {
                    cities.warnOfHosts(logger)
                    await giveBackMemory()
                }
            }
            try await group.waitForAll()
        }
    }

    /// Gives freed memory back to the system.
    ///
    /// Every reading is done on a thread of its own, which leaves behind a heap of its own: 40 MB for a large city, kept
    /// by the process each time.
    private func giveBackMemory() async {
        await OwnThread.run { () throws(Never) in _ = malloc_trim(0) }
    }

    private func start(_ city: City, in group: inout ThrowingTaskGroup<Void, any Error>) {
        for service in background(city) {
            group.addTask { try await service.run() }
        }
    }

    /// Brings every city up to date; gives those that were not served before.
    private func follow(_ unusable: inout [String: Int]) async -> [City] {
        var new: [City] = []
        do {
            for (code, number) in try await Jurisdictions(pool: loader.pool).published() {
                let current = cities[code]
                guard current?.publication.number != number, unusable[code] != number else { continue }
                if await follow(code, from: current, to: number) {
                    if current == nil, let city = cities[code] { new.append(city) }
                } else {
                    unusable[code] = number
                }
            }
        } catch {
            if let keptBack = failures.pass() {
                logger.warning(
                    "Could not look for new publications",
                    metadata: ["error": "\(error)", "lines.kept-back": "\(keptBack)"]
                )
            }
        }
        return new
    }

    /// Takes a publication over; false when it cannot be used, ever.
    private func follow(_ code: String, from current: City?, to number: Int) async -> Bool {
        do throws(WebError) {
            let row = try await row(of: code, current)
            guard let city = try await loader.load(row, after: current) else { return true }
            if current == nil, let sandboxes = cities.sandboxes {
                sandboxes.replace(try await loader.sandbox(of: city))
            }
            cities.replace(city)
            logger.notice(
                "Took over a publication",
                metadata: [
                    "jurisdiction": "\(code)", "publication": "\(city.publication.number)",
                    "before": "\(current.map { "\($0.publication.number)" } ?? "none")",
                    "catalog.version": "\(city.catalog.version)",
                ]
            )
            return true
        } catch .database(let error) {
            // The next look finds it again.
            logger.warning(
                "Could not load a publication yet",
                metadata: ["jurisdiction": "\(code)", "publication": "\(number)", "error": "\(error)"]
            )
            return true
        } catch {
            let serving = current.map { "publication \($0.publication.number) is served" } ?? "the city is not served"
            cities.stays(code, because: "publication \(number) cannot be used, so \(serving)")
            logger.error(
                "A publication cannot be used",
                metadata: [
                    "jurisdiction": "\(code)", "publication": "\(number)", "serving": "\(serving)",
                    "error": "\(error)",
                ]
            )
            return false
        }
    }

    private func row(of code: String, _ current: City?) async throws(WebError) -> JurisdictionRow {
        if let current { return current.row }
        do throws(StoreError) {
            return try await Jurisdictions(pool: loader.pool).open(code)
        } catch {
            throw .database(error)
        }
    }
}
