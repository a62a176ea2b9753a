import OpenMetrics
import Testing

@Suite struct MetricsTextTests {
    private static let families = [
        MetricFamily(
            "a_requests",
            .counter,
            "Said \"so\",\nwith a \\.",
            [
                MetricSample(["path": "a\"b\\c\nd\r\ne", "kind": "é"], .integer(3)),
                MetricSample(["path": "", "kind": "x"], .integer(0)),
            ]
        ),
        MetricFamily("a_memory_bytes", .gauge, unit: "bytes", "Memory.", [MetricSample(.integer(4096))]),
        MetricFamily("a_build", .info, "What it is.", [MetricSample(["version": "1"], .integer(1))]),
        MetricFamily("a_none", .gauge, "Nothing yet.", []),
    ]

    @Test func `OpenMetrics names families without their suffix, gives units, escapes and ends`() {
        #expect(
            MetricsText.of(Self.families, as: .openMetrics) == """
                # HELP a_requests Said \\"so\\",\\nwith a \\\\.
                # TYPE a_requests counter
                a_requests_total{path="a\\"b\\\\c\\nd\r\\ne",kind="é"} 3
                a_requests_total{path="",kind="x"} 0
                # HELP a_memory_bytes Memory.
                # TYPE a_memory_bytes gauge
                # UNIT a_memory_bytes bytes
                a_memory_bytes 4096
                # HELP a_build What it is.
                # TYPE a_build info
                a_build_info{version="1"} 1
                # HELP a_none Nothing yet.
                # TYPE a_none gauge
                # EOF

                """
        )
    }

    @Test func `the older text names families as their samples and knows no info, no units and no end`() {
        #expect(
            MetricsText.of(Self.families, as: .prometheus) == """
                # HELP a_requests_total Said "so",\\nwith a \\\\.
                # TYPE a_requests_total counter
                a_requests_total{path="a\\"b\\\\c\\nd\r\\ne",kind="é"} 3
                a_requests_total{path="",kind="x"} 0
                # HELP a_memory_bytes Memory.
                # TYPE a_memory_bytes gauge
                a_memory_bytes 4096
                # HELP a_build_info What it is.
                # TYPE a_build_info gauge
                a_build_info{version="1"} 1
                # HELP a_none Nothing yet.
                # TYPE a_none gauge

                """
        )
    }

    @Test(arguments: MetricsFormat.allCases)
    func `a histogram's classes hold all below them, and the last holds all`(_ format: MetricsFormat) {
        let histogram = Histogram(seconds: [0.5, 1, 10])
        for milliseconds in [500, 501, 1000, 20_000] { histogram.observe(.milliseconds(milliseconds)) }
        let family = MetricFamily(
            "a_time_seconds",
            .histogram,
            unit: "seconds",
            "Time.",
            [MetricSample(["of": "x"], histogram)]
        )
        let lines = MetricsText.of([family], as: format).split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            lines == [
                #"a_time_seconds_bucket{of="x",le="0.5"} 1"#,
                #"a_time_seconds_bucket{of="x",le="1.0"} 3"#,
                #"a_time_seconds_bucket{of="x",le="10.0"} 3"#,
                #"a_time_seconds_bucket{of="x",le="+Inf"} 4"#,
                #"a_time_seconds_count{of="x"} 4"#,
                #"a_time_seconds_sum{of="x"} 22.001"#,
            ]
        )
    }

    @Test(arguments: [
        (Double.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (0.25, "0.25"), (1e-6, "1e-06"), (-3, "-3.0"),
    ])
    func `numbers are written as scrapers read them`(_ number: Double, _ text: String) {
        let family = MetricFamily("a", .gauge, "A.", [MetricSample(.number(number))])
        #expect(MetricsText.of([family], as: .openMetrics).contains("\na \(text)\n"))
    }
}
