import OpenMetrics
import Postgres
import ServiceRequests
import Store

extension MetricsSource {
    func database(isUp: Bool, isReady: Bool) -> [MetricFamily] {
        let statistics = [
            ("intake", pools.intake.statistics), ("department", pools.department.statistics),
            ("service", pools.service.statistics),
        ]
        return [
            MetricFamily(
                "dispatch311_ready",
                .gauge,
                "Whether this server can do its work now: what /readyz says.",
                [MetricSample(.integer(isReady ? 1 : 0))]
            ),
            MetricFamily(
                "dispatch311_database_up",
                .gauge,
                "Whether the database answered a question within two seconds, asked for this scrape.",
                [MetricSample(.integer(isUp ? 1 : 0))]
            ),
            MetricFamily(
                "dispatch311_database_clock_offset_seconds",
                .gauge,
                unit: "seconds",
                "The database's clock less this server's, as it was last measured.",
                [MetricSample(.number(clock.offsetSeconds))]
            ),
            MetricFamily(
                "dispatch311_pool_connections",
                .gauge,
                "Connections to the database by the role they work as.",
                statistics.flatMap { role, pool in
                    [
                        MetricSample(["role": role, "state": "in_use"], .integer(pool.open - pool.idle)),
                        MetricSample(["role": role, "state": "idle"], .integer(pool.idle)),
                    ]
                }
            ),
            MetricFamily(
                "dispatch311_pool_size",
                .gauge,
                "Connections there may be.",
                statistics.map { MetricSample(["role": $0.0], .integer($0.1.size)) }
            ),
            MetricFamily(
                "dispatch311_pool_waiting",
                .gauge,
                "Callers that wait for a connection.",
                statistics.map { MetricSample(["role": $0.0], .integer($0.1.waiting)) }
            ),
            MetricFamily(
                "dispatch311_pool_expired",
                .counter,
                "Callers that waited for a connection in vain.",
                statistics.map { MetricSample(["role": $0.0], .integer($0.1.expired)) }
            ),
        ]
    }

    /// What is in force.
    var publications: [MetricFamily] {
        let all = cities.all.sorted { $0.code < $1.code }
        return [
            MetricFamily(
                "dispatch311_publication",
                .info,
                "The publication in force, with its catalog's version.",
                all.map { city in
                    MetricSample(
                        [
                            "jurisdiction": city.code, "publication": "\(city.publication.number)",
                            "catalog": city.catalog.version,
                        ],
                        .integer(1)
                    )
                }
            ),
            MetricFamily(
                "dispatch311_layer",
                .info,
                "The version in force of each layer of boundaries.",
                all.flatMap { city in
                    city.publication.layers.map { layer in
                        MetricSample(
                            ["jurisdiction": city.code, "layer": layer.id, "version": layer.version],
                            .integer(1)
                        )
                    }
                }
            ),
        ]
    }

    /// What the system says of the process.
    var process: [MetricFamily] {
        let figures = ProcessFigures()
        func family(
            _ name: String,
            _ kind: MetricFamily.Kind = .gauge,
            unit: String? = nil,
            _ help: String,
            _ value: MetricSample.Value?
        ) -> MetricFamily {
            MetricFamily("dispatch311_process_\(name)", kind, unit: unit, help, value.map { [MetricSample($0)] } ?? [])
        }
        return [
            family(
                "resident_memory_bytes",
                unit: "bytes",
                "Memory the process has in RAM.",
                figures.residentBytes.map { .integer($0) }
            ),
            family(
                "cpu_seconds",
                .counter,
                unit: "seconds",
                "Time the process has had a processor.",
                figures.cpuSeconds.map { .number($0) }
            ),
            family("open_fds", .gauge, "Files and connections that are open.", figures.openFiles.map { .integer($0) }),
            family(
                "max_fds",
                .gauge,
                "Files and connections that may be open.",
                figures.maximumFiles.map { .integer($0) }
            ),
            family(
                "start_time_seconds",
                unit: "seconds",
                "When the process began, in seconds since 1970.",
                figures.startTime.map { .number($0) }
            ),
            MetricFamily(
                "dispatch311_build",
                .info,
                "What is running: how it was built, and the newest migration it knows.",
                [
                    MetricSample(
                        [
                            "configuration": Self.configuration,
                            "migration": "\(Schema.migrations.map(\.number).max() ?? 0)",
                        ],
                        .integer(1)
                    )
                ]
            ),
        ]
    }

    private static var configuration: String {
        #if DEBUG
        "debug"
        #else
        "release"
        #endif
    }
}
