/// The two texts metrics are written in.
public enum MetricsFormat: Sendable, Hashable, CaseIterable {
    /// OpenMetrics 1.0.
    case openMetrics
    /// The text format of Prometheus, 0.0.4, which everything reads.
    case prometheus

    /// The format a client asks for: OpenMetrics where its Accept names it and likes it no less than plain text.
    public init(accept: String?) {
        var likings: [String: Double] = [:]
        for range in (accept ?? "").lowercased().split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let type = parts.first else { continue }
            // Another version of it is another format.
            if let version = parts.first(where: { $0.hasPrefix("version=") }), type == Self.openMetricsType,
                version != "version=1.0.0"
            {
                continue
            }
            let quality = parts.first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            likings[type] = max(likings[type] ?? 0, quality)
        }
        let liking = likings[Self.openMetricsType] ?? 0
        self = liking > 0 && liking >= likings["text/plain"] ?? 0 ? .openMetrics : .prometheus
    }

    /// What the answer says it is.
    public var contentType: String {
        switch self {
        case .openMetrics: "\(Self.openMetricsType); version=1.0.0; charset=utf-8"
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        }
    }

    private static let openMetricsType = "application/openmetrics-text"
}
