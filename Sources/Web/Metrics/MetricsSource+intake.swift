import OpenMetrics
import Store

extension MetricsSource {
    var intake: [MetricFamily] {
        let all = cities.all.sorted { $0.code < $1.code }
        return [
            MetricFamily(
                "dispatch311_intake_submissions",
                .counter,
                "Submissions by what became of them; outside is what nobody in the city owns.",
                all.flatMap { city in
                    IntakeMeter.Outcome.allCases.map { outcome in
                        MetricSample(
                            ["jurisdiction": city.code, "outcome": outcome.rawValue],
                            .integer(city.intake.meter.outcomes[outcome]?.value ?? 0)
                        )
                    } + [
                        MetricSample(["jurisdiction": city.code, "outcome": "outside"], city.meter.outside)
                    ]
                }
            ),
            MetricFamily(
                "dispatch311_intake_batch_submissions",
                .histogram,
                "Submissions that one statement carried.",
                all.map { MetricSample(["jurisdiction": $0.code], $0.intake.meter.batches) }
            ),
            MetricFamily(
                "dispatch311_intake_statement_duration_seconds",
                .histogram,
                unit: "seconds",
                "Time of a statement that stores submissions, with its commit.",
                all.map { MetricSample(["jurisdiction": $0.code], $0.intake.meter.statements) }
            ),
            MetricFamily(
                "dispatch311_intake_waiting",
                .gauge,
                "Submissions that have no answer yet.",
                all.map { MetricSample(["jurisdiction": $0.code], .integer($0.intake.waiting)) }
            ),
        ]
    }

    var routing: [MetricFamily] {
        let all = cities.all.sorted { $0.code < $1.code }
        return [
            MetricFamily(
                "dispatch311_routing_decisions",
                .counter,
                "Decisions on submissions, by the department and how they came about.",
                all.flatMap { city in
                    city.meter.decisions.all.map { decided, counter in
                        MetricSample(
                            [
                                "jurisdiction": city.code, "department": decided.department,
                                "how": decided.way.rawValue,
                            ],
                            counter
                        )
                    }
                }
            ),
            MetricFamily(
                "dispatch311_routing_duration_seconds",
                .histogram,
                unit: "seconds",
                "Time of a decision.",
                all.map { MetricSample(["jurisdiction": $0.code], $0.meter.decisionTimes) }
            ),
        ]
    }
}
