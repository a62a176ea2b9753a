import HTTPTypes
import Hummingbird
import OpenMetrics

/// Counts answers by route, method and class of status, and how long they took until they began.
///
/// A route is the router's own pattern, never the address: whatever clients ask for, there are as many as there are
/// routes, and one for all the addresses there are not.
final class HTTPMeter: Sendable {
    struct Label: Sendable, Hashable {
        let route: String
        let method: String
    }

    final class Tally: Sendable {
        /// By the status's first digit.
        let classes = (0..<6).map { _ in Counter() }
        let durations = Histogram(seconds: Histogram.answerTimes)
    }

    private let tallies = Labelled<Label, Tally>(other: Label(route: "other", method: "other")) { Tally() }

    func count(_ route: String?, _ method: HTTPRequest.Method, _ status: HTTPResponse.Status, took: Duration) {
        let tally = tallies[Label(route: route ?? "none", method: Self.name(of: method))]
        tally.classes[min(max(status.code / 100, 0), 5)].add()
        tally.durations.observe(took)
    }

    var families: [MetricFamily] {
        let sorted = tallies.all.sorted { ($0.key.route, $0.key.method) < ($1.key.route, $1.key.method) }
        return [
            MetricFamily(
                "dispatch311_http_requests",
                .counter,
                "Answers given, by the route's pattern, the method and the class of the status.",
                sorted.flatMap { label, tally in
                    tally.classes.enumerated().filter { $0.element.value > 0 }.map { digit, counter in
                        MetricSample(
                            ["route": label.route, "method": label.method, "status": "\(digit)xx"],
                            counter
                        )
                    }
                }
            ),
            MetricFamily(
                "dispatch311_http_request_duration_seconds",
                .histogram,
                unit: "seconds",
                "Time from a request's head to its answer's; a page that waits for news is answered at once.",
                sorted.map { label, tally in
                    MetricSample(["route": label.route, "method": label.method], tally.durations)
                }
            ),
        ]
    }

    /// A method may be any word of the client's.
    static func name(of method: HTTPRequest.Method) -> String {
        switch method {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        default: "other"
        }
    }
}
