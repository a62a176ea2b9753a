import OpenMetrics
import Store

extension MetricsSource {
    /// The updates that are sent to clients.
    func pushes(_ seen: StandingLook.Seen?) -> [MetricFamily] {
        let standings = (seen?.cities ?? [:]).sorted { $0.key < $1.key }
        func gauge(
            _ name: String,
            unit: String? = nil,
            _ help: String,
            _ value: (ClientPushRow) -> MetricSample.Value
        ) -> MetricFamily {
            let samples = standings.flatMap { code, standing in
                standing.pushes.map { MetricSample(["jurisdiction": code, "client": $0.client], value($0)) }
            }
            return MetricFamily(name, .gauge, unit: unit, help, samples)
        }
        return [
            MetricFamily(
                "dispatch311_client_updates",
                .counter,
                "Updates that were sent to clients, by what became of them.",
                all.flatMap { city in
                    CityMeter.PushFate.allCases.map { fate in
                        MetricSample(
                            ["jurisdiction": city.code, "outcome": fate.rawValue],
                            .integer(city.meter.pushes[fate]?.value ?? 0)
                        )
                    }
                }
            ),
            gauge("dispatch311_client_updates_waiting", "Updates that have not arrived at a client.") {
                .integer($0.waiting)
            },
            gauge(
                "dispatch311_client_update_delay_seconds",
                unit: "seconds",
                "For how long the oldest update for a client has waited; 0 where none does."
            ) { .number($0.delay) },
            gauge("dispatch311_client_update_failures", "Tries in a row that brought no update to a client.") {
                .integer($0.failures)
            },
        ]
    }
}
