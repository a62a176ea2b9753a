extension TargetFinder {
    /// The GeoReport v2 endpoints that the discovery document lists, in either format; nil where there is no document.
    mutating func discovered(_ discovery: String) async -> [ConformanceTarget.Endpoint]? {
        for format in [Format.xml, .json] {
            guard let sheet = await look("\(discovery).\(format.rawValue)", .discovery, format), sheet.isFine,
                let endpoints = DiscoveryChecks.endpoints(in: sheet.value)
            else { continue }
            return endpoints.filter(DiscoveryChecks.isGeoReport).compactMap { endpoint in
                guard var url = endpoint["url"]?.word else { return nil }
                while url.hasSuffix("/") { url.removeLast() }
                return ConformanceTarget.Endpoint(url: url, kind: endpoint["type"]?.word)
            }
        }
        return nil
    }

    /// The target a discovery document leads to: its production endpoint, or its first.
    func target(
        _ given: String,
        _ discovery: String,
        _ endpoints: [ConformanceTarget.Endpoint],
        note: String
    ) throws(TargetError) -> ConformanceTarget {
        guard let endpoint = endpoints.first(where: { $0.kind == "production" }) ?? endpoints.first else {
            throw TargetError(
                kind: .otherwise,
                description: "\(discovery): expected an endpoint of GeoReport v2, found none among its endpoints"
            )
        }
        guard (try? Self.base(of: endpoint.url)) != nil else {
            throw TargetError(
                kind: .otherwise,
                description: "\(discovery): expected an endpoint's address, found “\(Excerpt.line(endpoint.url))”"
            )
        }
        let writing = endpoints.first(where: \.isTest) ?? endpoint
        let types = endpoints.map { "\($0.url) (\($0.kind ?? "of no type"))" }.joined(separator: ", ")
        return ConformanceTarget(
            given: given,
            discovery: discovery,
            endpoint: endpoint,
            writing: writing,
            notes: [note, "It lists \(types).", "Checked: \(endpoint.url)."]
        )
    }

    /// The target an endpoint itself is, with the discovery document that lists it where one of the usual places has it.
    mutating func endpoint(_ base: String, given: String) async -> ConformanceTarget {
        let given = given.trimmed ?? given
        let isMoved = (try? Self.base(of: given)).map { !base.hasPrefix($0) } ?? false
        let note = isMoved ? "\(given) leads to the endpoint \(base)." : "\(base) is an endpoint."
        for discovery in Self.places(around: base) {
            guard let endpoints = await discovered(discovery) else { continue }
            let listed = endpoints.first { Self.path(of: $0.url) == Self.path(of: base) }
            let endpoint = ConformanceTarget.Endpoint(url: base, kind: listed?.kind)
            let writing = listed?.isTest == true ? endpoint : endpoints.first(where: \.isTest) ?? endpoint
            let word = listed.map { "as \($0.kind ?? "of no type")" } ?? "but does not list it"
            return ConformanceTarget(
                given: given,
                discovery: discovery,
                endpoint: endpoint,
                writing: writing,
                notes: [note, "The discovery document \(discovery).xml names it \(word)."]
            )
        }
        let endpoint = ConformanceTarget.Endpoint(url: base, kind: nil)
        return ConformanceTarget(
            given: given,
            discovery: nil,
            endpoint: endpoint,
            writing: endpoint,
            notes: [note, "No discovery document was found beside it or above it."]
        )
    }

    /// Where discovery documents usually are: beside the endpoint, a folder up, at the server's top.
    private static func places(around base: String) -> [String] {
        var places = ["\(base)/discovery"]
        var path = base
        while let slash = path.lastIndex(of: "/"), path[..<slash].count > "https://".count, places.count < 4 {
            path = String(path[..<slash])
            places.append("\(path)/discovery")
        }
        return places
    }

    /// The path of an address: servers are reached under several names.
    private static func path(of url: String) -> String {
        let rest = url.split(separator: "/", omittingEmptySubsequences: true)
        return rest.dropFirst(2).joined(separator: "/").lowercased()
    }
}
