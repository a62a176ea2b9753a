/// The answers of GeoReport, each with its description.
public enum AnswerShape: String, Sendable, Hashable, CaseIterable {
    case discovery
    case services
    case definition = "service-definition"
    case requests
    case receipt
    case token
    case updates
    case updateReceipt = "update-receipt"
    case errors

    /// What XML calls the whole.
    public var root: WireBody.Root {
        switch self {
        case .discovery: .discovery
        case .services: .services
        case .definition: .serviceDefinition
        case .requests, .receipt, .token: .serviceRequests
        case .updates, .updateReceipt: .serviceRequestUpdates
        case .errors: .errors
        }
    }

    /// What it is, in a few words.
    public var title: String {
        switch self {
        case .discovery: "Where GeoReport is served (GET discovery)"
        case .services: "What can be asked for (GET services)"
        case .definition: "The questions of a service (GET services/{service_code})"
        case .requests: "Service requests (GET requests, GET requests/{service_request_id})"
        case .receipt: "What became of a submission (POST requests)"
        case .token: "What a token has become (GET tokens/{token})"
        case .updates: "What happened to public requests (GET servicerequestupdates)"
        case .updateReceipt: "What became of an update (POST servicerequestupdates)"
        case .errors: "What is wrong, every finding at once"
        }
    }

    /// Whether it has more with `extensions=true`.
    public var isExtensible: Bool {
        switch self {
        case .discovery, .services, .definition, .requests, .receipt: true
        case .token, .updates, .updateReceipt, .errors: false
        }
    }

    /// What it may be.
    var shape: Shape {
        switch self {
        case .discovery: .discovery
        case .services: .services
        case .definition: .definition
        case .requests: .requests
        case .receipt: .receipt
        case .token: .token
        case .updates: .updates
        case .updateReceipt: .updateReceipt
        case .errors: .errors
        }
    }

    /// The name of its description: `requests`, and `requests-extended` of answers with `extensions=true`.
    public func name(_ reach: Shape.Reach) -> String {
        reach == .extended && isExtensible ? "\(rawValue)-extended" : rawValue
    }

    /// Every description there is: one of each answer, two of those that extensions add to.
    public static let descriptions: [(answer: AnswerShape, reach: Shape.Reach)] = allCases.flatMap { answer in
        (answer.isExtensible ? [Shape.Reach.plain, .extended] : [.plain]).map { (answer: answer, reach: $0) }
    }
}
