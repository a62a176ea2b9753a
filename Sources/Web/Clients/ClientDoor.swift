import GeoReport
import Hummingbird
import ServiceRequests
import Store

/// Who sends a request to GeoReport, and whether it may: by its key, or where it comes from.
struct ClientDoor: Sendable {
    let keys: KeyRing<Client>
    let gate: SubmissionGate
    /// What each client sends in an hour, by all its keys together.
    let paces: ClientPaces

    /// The client that sends a request; nil for who shows no key of the city's, where it lets such send.
    ///
    /// A key is counted by itself and not by its address: the one server behind an app may send for a whole city. Who shows
    /// one that does not work is counted by address like everybody, so nobody tries out keys here.
    ///
    /// `key` is the text it shows, wherever that stood; nil where there is none.
    ///
    /// - Returns: the client, and how its report may come in.
    /// - Throws: a `GeoReportError` of status 403, with what to do; a refusal with how long to wait.
    func client(
        _ key: String?,
        in city: City,
        at endpoint: GeoReportEndpoint,
        _ request: Request,
        _ context: DispatchContext
    ) async throws -> (client: Client?, entry: SubmissionEntry) {
        // Keys of other forms are what a client was given for another server. Where none is needed they do no harm.
        // One of ours that was cut on its way is still one of ours.
        let isOurs = key?.hasPrefix(APIKeyText.beginning) == true
        var found: Client?
        if let key, APIKeyText(key) != nil { found = try await keys.holder(of: key) }
        guard let client = found, city.isHome(of: client), client.endpoint == endpoint.ofKeys else {
            let entry = try gate.enter(request, context)
            let policy = city.catalog.jurisdiction.clientKeys
            if key == nil, policy == .required { throw Self.missing }
            guard key == nil || policy == .optional && !isOurs else { throw Self.wrong(found, policy) }
            return (nil, entry)
        }
        try paces.enter(client)
        return (client, SubmissionEntry())
    }

    /// The client that reads; nil for any key but one of the city's for this endpoint, which does no harm.
    func reader(_ key: String, in city: City, at endpoint: GeoReportEndpoint) async throws -> Client? {
        guard APIKeyText(key) != nil, let client = try await keys.holder(of: key), city.isHome(of: client),
            client.endpoint == endpoint.ofKeys
        else { return nil }
        return client
    }

    private static let missing = GeoReportError(
        .keyMissing,
        "api_key: expected a key that the city gave you, in the form, the query or the header X-Api-Key, found none"
    )

    private static func wrong(_ found: Client?, _ policy: Jurisdiction.ClientKeys) -> GeoReportError {
        let found =
            switch found?.endpoint {
            case .production?: "expected one for this endpoint, found one for another"
            case .test?: "expected one for this endpoint, found one for tests"
            case nil: "expected one that works, found one that does not"
            }
        let advice = policy == .optional ? "; without a key it is taken too" : ""
        return GeoReportError(.keyInvalid, "api_key: \(found)\(advice)")
    }
}

extension City {
    /// Whether a client is this city's, or that of the city this is the sandbox of.
    fileprivate func isHome(of client: Client) -> Bool {
        code.prefix { $0 != "~" } == client.jurisdiction
    }
}

extension GeoReportEndpoint {
    /// Which keys open it.
    fileprivate var ofKeys: Client.Endpoint {
        switch self {
        case .production: .production
        case .test: .test
        }
    }
}
