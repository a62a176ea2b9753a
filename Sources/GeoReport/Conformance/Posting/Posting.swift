/// What is fixed about sending service requests to somebody's server.
enum Posting {
    /// How every description begins, so that whoever reads it knows what to do.
    static let mark = "Conformance test of GeoReport v2, please ignore."
    /// About so many forms are sent at most, both formats together.
    static let most = 70
    /// Point Nemo: nobody's city.
    static let farAway = ConformanceSettings.Place(latitude: "-48.876667", longitude: "-123.393333")

    /// Refuses to send anything to an endpoint that is acted upon unless it was said what, and where.
    static func refuseUnasked(_ target: ConformanceTarget, _ settings: ConformanceSettings) throws(TargetError) {
        guard settings.isWriting, !target.writing.isTest else { return }
        var missing: [String] = []
        if settings.services.isEmpty { missing.append("--service CODE") }
        if settings.place == nil, settings.address == nil { missing.append("--lat and --long, or --address") }
        guard !missing.isEmpty else { return }
        throw TargetError(
            kind: .usage,
            description:
                "\(target.writing.url): no discovery document calls this a test endpoint, so what is sent may be "
                + "acted upon: say what to report and where with \(missing.joined(separator: ", and "))"
        )
    }

    /// Refuses to send a key to a host that only a discovery document named, or less safely than it was said.
    static func refuseKeyElsewhere(_ target: ConformanceTarget, _ settings: ConformanceSettings) throws(TargetError) {
        guard settings.isWriting, settings.apiKey != nil else { return }
        let given = target.given.trimmed ?? ""
        let isLessSafe = given.hasPrefix("https:") && !target.writing.url.hasPrefix("https:")
        guard isLessSafe || host(of: given) != host(of: target.writing.url) else { return }
        throw TargetError(
            kind: .usage,
            description: "the key would go to \(Excerpt.line(target.writing.url)), where the discovery document leads "
                + "from \(given): give that address itself if it is meant"
        )
    }

    /// The host of an address, without its port.
    private static func host(of url: String) -> String {
        let authority = url.split(separator: "/").dropFirst().first ?? ""
        let end: Character = authority.hasPrefix("[") ? "]" : ":"
        return authority.split(separator: end).first.map { $0.lowercased() } ?? ""
    }
}
