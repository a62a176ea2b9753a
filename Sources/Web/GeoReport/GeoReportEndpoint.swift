import GeoReport

/// Where GeoReport is served.
enum GeoReportEndpoint: Sendable, CaseIterable {
    /// What is sent there is dispatched.
    case production
    /// What is sent there goes to the city's sandbox, and to nobody.
    case test

    /// Where its resources are.
    var path: String {
        switch self {
        case .production: "open311/v2"
        case .test: "open311/test/v2"
        }
    }

    /// What discovery calls it.
    var kind: DiscoveryBody.Endpoint.Kind {
        switch self {
        case .production: .production
        case .test: .test
        }
    }

    private static let forms: Set<Substring> = [
        "requests.json", "requests.xml", "servicerequestupdates.json", "servicerequestupdates.xml",
    ]

    /// Whether service requests, or updates of them, are sent to an address, given in its parts.
    static func takesRequests(at path: [Substring]) -> Bool {
        guard let last = path.last, forms.contains(last) else { return false }
        let base = path.dropLast().joined(separator: "/")
        return allCases.contains { $0.path == base }
    }
}
