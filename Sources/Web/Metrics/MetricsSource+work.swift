import OpenMetrics
import Store

extension MetricsSource {
    /// What was done with work.
    var work: [MetricFamily] {
        [
            byDepartment("dispatch311_work_claims", "Claims that took something.") { $0.queues.meter.claims.all },
            byDepartment("dispatch311_work_claimed_items", "Items that claims took.") {
                $0.queues.meter.claimedItems.all
            },
            byDepartment("dispatch311_work_renewals", "Leases that were given more time.") {
                $0.queues.meter.renewals.all
            },
            MetricFamily(
                "dispatch311_work_words",
                .counter,
                "Items that departments said something of after a claim, by the word and what became of it.",
                all.flatMap { city in
                    city.queues.meter.words.all.map { said, counter in
                        MetricSample(
                            [
                                "jurisdiction": city.code, "department": said.department,
                                "word": said.word.rawValue, "outcome": said.outcome.rawValue,
                            ],
                            counter
                        )
                    }
                }
            ),
            byCity("dispatch311_work_rescued_items", "Items taken back because their lease ran out.") {
                $0.queues.meter.rescuedItems
            },
            byCity("dispatch311_work_lapsed_items", "Items taken back because nobody answered the offer.") {
                $0.queues.meter.lapsedItems
            },
            byCity("dispatch311_work_overdue_items", "Items that became overdue.") { $0.queues.meter.overdueItems },
        ]
    }

    /// How work stood at the last look.
    func queues(_ seen: StandingLook.Seen?) -> [MetricFamily] {
        let standings = (seen?.cities ?? [:]).sorted { $0.key < $1.key }
        func gauge(
            _ name: String,
            unit: String? = nil,
            _ help: String,
            _ value: (WorkStanding.Line) -> MetricSample.Value
        ) -> MetricFamily {
            let samples = standings.flatMap { code, standing in
                standing.lines.sorted { $0.key < $1.key }.map { department, line in
                    MetricSample(["jurisdiction": code, "department": department], value(line))
                }
            }
            return MetricFamily(name, .gauge, unit: unit, help, samples)
        }
        return [
            gauge("dispatch311_queue_waiting_items", "Items nobody has.") { .integer($0.waiting) },
            gauge("dispatch311_queue_leased_items", "Items a worker has for a while.") { .integer($0.leased) },
            gauge("dispatch311_queue_accepted_items", "Items the department owns and has not finished.") {
                .integer($0.accepted)
            },
            gauge("dispatch311_queue_late_items", "Accepted items whose date has passed and whose clock runs.") {
                .integer($0.late)
            },
            gauge(
                "dispatch311_queue_oldest_waiting_seconds",
                unit: "seconds",
                "Age of the oldest item that waits at the front of a lane; 0 where none waits."
            ) { .number($0.oldestSeconds) },
            MetricFamily(
                "dispatch311_changes_lag_seconds",
                .gauge,
                unit: "seconds",
                "For how long the oldest transaction has kept newer events from departments that read changes.",
                standings.map {
                    MetricSample(["jurisdiction": $0.key], .number($0.value.changesLag))
                }
            ),
            MetricFamily(
                "dispatch311_queue_look_age_seconds",
                .gauge,
                unit: "seconds",
                "Age of the look that the figures of queues, changes and waiting mails come from.",
                seen.map { [MetricSample(.number((ContinuousClock.now - $0.at) / .seconds(1)))] } ?? []
            ),
            MetricFamily(
                "dispatch311_queue_look_duration_seconds",
                .gauge,
                unit: "seconds",
                "Time that look took.",
                seen.map { [MetricSample(.number($0.took / .seconds(1)))] } ?? []
            ),
        ]
    }

    func mails(_ seen: StandingLook.Seen?) -> [MetricFamily] {
        let standings = (seen?.cities ?? [:]).sorted { $0.key < $1.key }
        return [
            MetricFamily(
                "dispatch311_mails",
                .counter,
                "Mails that were taken to be sent, by what became of them.",
                all.flatMap { city in
                    CityMeter.MailFate.allCases.map { fate in
                        MetricSample(
                            ["jurisdiction": city.code, "outcome": fate.rawValue],
                            .integer(city.meter.mails[fate]?.value ?? 0)
                        )
                    }
                }
            ),
            MetricFamily(
                "dispatch311_mails_waiting",
                .gauge,
                "Mails that have not left, also those whose time has not come.",
                standings.map { MetricSample(["jurisdiction": $0.key], .integer($0.value.mails)) }
            ),
            MetricFamily(
                "dispatch311_mail_delay_seconds",
                .gauge,
                unit: "seconds",
                "For how long the first mail that may leave has not been taken; 0 where none may.",
                standings.map { MetricSample(["jurisdiction": $0.key], .number($0.value.mailDelay)) }
            ),
        ]
    }

    var all: [City] { cities.all.sorted { $0.code < $1.code } }

    private func byDepartment(
        _ name: String,
        _ help: String,
        _ counters: (City) -> [String: Counter]
    ) -> MetricFamily {
        let samples = all.flatMap { city in
            counters(city).sorted { $0.key < $1.key }.map { department, counter in
                MetricSample(["jurisdiction": city.code, "department": department], counter)
            }
        }
        return MetricFamily(name, .counter, help, samples)
    }

    private func byCity(_ name: String, _ help: String, _ counter: (City) -> Counter) -> MetricFamily {
        MetricFamily(name, .counter, help, all.map { MetricSample(["jurisdiction": $0.code], counter($0)) })
    }
}
