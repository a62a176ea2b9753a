import OpenMetrics
import Postgres
import Store

/// Where all figures come together: what the parts have counted, and how they stand at this moment.
struct MetricsSource: Sendable {
    let cities: Cities
    let pools: DatabasePools
    let clock: DatabaseClock
    let readiness: Readiness
    let streams: StreamSlots
    let photos: PhotoRoom?
    let http: HTTPMeter
    let standing: StandingLook

    /// Every family of metrics there is, also those that have no samples yet.
    func families() async -> [MetricFamily] {
        let missing = await readiness.missing()
        let isDatabaseUp = !missing.contains { $0.hasPrefix("database") }
        let seen = await standing.seen(isDatabaseUp: isDatabaseUp)
        return http.families + parts + intake + routing + work + queues(seen) + mails(seen) + pushes(seen)
            + database(isUp: isDatabaseUp, isReady: missing.isEmpty)
            + publications + process
    }

    private var parts: [MetricFamily] {
        [
            MetricFamily(
                "dispatch311_http_streams_open",
                .gauge,
                "Pages that wait for news over an open connection.",
                [MetricSample(.integer(streams.count))]
            ),
            MetricFamily(
                "dispatch311_photos",
                .counter,
                "Photos and documents by what became of them: failed ones may be taken another time.",
                [("taken", photos?.meter.taken), ("refused", photos?.meter.refused), ("failed", photos?.meter.failed)]
                    .map { outcome, counter in MetricSample(["outcome": outcome], .integer(counter?.value ?? 0)) }
            ),
        ]
    }
}
