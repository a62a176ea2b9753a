/// Finds out what an address is: a discovery document, what stands above one, or an endpoint.
struct TargetFinder {
    let settings: ConformanceSettings
    let questions: Questions
    /// What was looked at and was not it, for the message where nothing is found.
    private var seen: [(url: String, found: String)] = []
    var isSilent = true

    init(settings: ConformanceSettings, questions: Questions) {
        self.settings = settings
        self.questions = questions
    }

    /// What was found at an address; throws where nothing was, and says what was looked at.
    mutating func target(at given: String) async throws(TargetError) -> ConformanceTarget {
        let base = try Self.base(of: given)
        if base.hasSuffix("/discovery") {
            guard let found = await discovered(base) else { throw nothing(at: given) }
            return try target(given, base, found, note: "\(given) is a discovery document.")
        }
        if let found = await endpointBase(base) { return await endpoint(found, given: given) }
        for place in ["", "/open311"] {
            let discovery = base + place + "/discovery"
            if let found = await discovered(discovery) {
                return try target(given, discovery, found, note: "Found the discovery document \(discovery).xml.")
            }
            if place != "", let found = await endpointBase(base + place + "/v2") {
                return await endpoint(found, given: given)
            }
        }
        throw nothing(at: given)
    }

    /// The address without slashes, resources and formats at its end.
    static func base(of given: String) throws(TargetError) -> String {
        var text = given.trimmed ?? ""
        let rest = text.hasPrefix("http://") ? text.dropFirst(7) : text.hasPrefix("https://") ? text.dropFirst(8) : ""
        guard let first = rest.first, first != "/", first != ":", rest.utf8.allSatisfy(isAddressByte) else {
            throw TargetError(
                kind: .usage,
                description:
                    "expected an address like https://city.example.gov/open311/v2 without query and password, "
                    + "found “\(Excerpt.line(given))”"
            )
        }
        while text.hasSuffix("/") { text.removeLast() }
        for end in ["/services", "/requests", "/discovery"] {
            for format in Format.allCases where text.lowercased().hasSuffix("\(end).\(format.rawValue)") {
                text.removeLast(format.rawValue.count + 1)
                if end != "/discovery" { text.removeLast(end.count) }
                return text
            }
        }
        return text
    }

    /// What an address without query, fragment and password is made of.
    private static func isAddressByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"?#\"<>@\\".utf8.contains(byte)
    }

    private func nothing(at given: String) -> TargetError {
        let kind: TargetError.Kind = isSilent ? .unreachable : .otherwise
        return TargetError(
            kind: kind,
            description: "\(given): expected a discovery document or an endpoint of GeoReport v2, found \(whatWasSeen)"
        )
    }

    /// What was found, each once, with where it was found first.
    private var whatWasSeen: String {
        var words: [String] = []
        for (index, one) in seen.enumerated() where !seen[..<index].contains(where: { $0.found == one.found }) {
            let count = seen.count { $0.found == one.found }
            let others = count == 2 ? " and one more" : count > 2 ? " and \(count - 1) more" : ""
            words.append("\(one.found) (\(one.url)\(others))")
        }
        return words.prefix(4).joined(separator: "; ")
    }

    /// Looks at an address once; gives the sheet where it holds something.
    mutating func look(_ url: String, _ kind: Sheet.Kind, _ format: Format) async -> Sheet? {
        let query = settings.jurisdiction.map { "?jurisdiction_id=\(Exchange.encoded($0))" } ?? ""
        let sheet = Sheet(await questions.ask(Exchange.Question(url + query)), of: kind, as: format)
        if case .failure(let failure) = sheet.exchange.result {
            if failure.isUnasked { return nil }
            // Somebody answers, though not with anything that can be read.
            if !failure.isSilence { isSilent = false }
        } else {
            isSilent = false
        }
        if sheet.isFine { return sheet }
        var words = sheet.obstacle ?? ""
        if case .failure(let fault) = sheet.reading, sheet.status == 200 { words = fault.found }
        seen.append((url, words))
        return sheet.answer == nil ? nil : sheet
    }

    /// The endpoint that an address is, or leads to: it has a list of services, or refuses one as GeoReport does.
    ///
    /// - Returns: where the server leads on to, such as from http to https, for what is sent is never led on; nil where
    ///   the address is no endpoint.
    private mutating func endpointBase(_ base: String) async -> String? {
        for format in [Format.xml, .json] {
            let resource = "/services.\(format.rawValue)"
            guard let sheet = await look(base + resource, .services, format) else { continue }
            let isList =
                format == .xml
                ? sheet.body?.root == "services" : sheet.value?.elements != nil || !sheet.records.isEmpty
            let isRefusal = sheet.status == 400 && !sheet.errors.isEmpty
            guard sheet.isFine && isList || isRefusal else { continue }
            let address = sheet.answer?.movedTo?.split(separator: "?").first.map(String.init)
            guard let address, address.hasSuffix(resource) else { return base }
            return String(address.dropLast(resource.count))
        }
        return nil
    }
}
