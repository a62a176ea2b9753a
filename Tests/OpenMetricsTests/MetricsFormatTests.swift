import OpenMetrics
import Testing

@Suite struct MetricsFormatTests {
    @Test(arguments: [
        (nil, MetricsFormat.prometheus),
        ("", .prometheus),
        ("*/*", .prometheus),
        ("text/html, */*;q=0.8", .prometheus),
        ("text/plain;version=0.0.4", .prometheus),
        ("application/openmetrics-text", .openMetrics),
        ("Application/OpenMetrics-Text; version=1.0.0; charset=utf-8", .openMetrics),
        ("application/openmetrics-text;version=0.0.1", .prometheus),
        ("application/openmetrics-text;q=0", .prometheus),
        ("application/openmetrics-text;q=0.2, text/plain;q=0.9", .prometheus),
        ("application/openmetrics-text;q=x", .openMetrics),
        // As Prometheus 2.42 asks.
        (
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            .openMetrics
        ),
    ])
    func `a client gets OpenMetrics where it asks for it`(_ accept: String?, _ format: MetricsFormat) {
        #expect(MetricsFormat(accept: accept) == format)
    }
}
