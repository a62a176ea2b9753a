/// What holds for the definitions of services (SD).
struct DefinitionChecks: CheckFamily {
    let ids = ["SD1a", "SD1b", "SD2a", "SD2b", "SD2c", "SD2d", "SD3", "SD4", "SD5", "J1a"]

    /// So many definitions are looked at; a city has hundreds.
    static let most = 6
    /// A code that no service has.
    static let unknown = "no-such-service-311"
    private static let datatypes = ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
    private static let checked = ["SD1a", "SD1b", "SD2a", "SD2b", "SD2c", "SD2d", "J1a"]

    func check(_ inspection: Inspection) async {
        for format in inspection.formats {
            let services = await inspection.get("services", .services, format).records
            await known(services, format, inspection)
            await others(services, format, inspection)
            if inspection.wants("SD3") {
                let sheet = await inspection.get("services/\(Exchange.encoded(Self.unknown))", .definition, format)
                inspection.judge("SD3", format, [sheet.unlessStatus(404)].compactMap(\.self))
            }
        }
    }

    private func known(_ services: [ReadValue], _ format: Format, _ inspection: Inspection) async {
        let codes = services.filter { $0["metadata"]?.word?.lowercased() == "true" }
            .compactMap { $0["service_code"]?.word }
        guard !codes.isEmpty else {
            return inspection.skip(Self.checked + ["SD4"], format, "no listed service has metadata true")
        }
        var found: [String: [Finding]] = [:]
        var isAutomated = false
        for code in Self.spread(codes) {
            let sheet = await inspection.get("services/\(Exchange.encoded(code))", .definition, format)
            for (id, findings) in Self.findings(sheet, code: code) { found[id, default: []] += findings }
            isAutomated = isAutomated || sheet.leaves.contains { $0.name == "automated" }
        }
        let note = codes.count > Self.most ? "\(Self.most) of \(codes.count) were looked at" : nil
        for id in Self.checked { inspection.judge(id, format, found[id] ?? [], note: note) }
        inspection.offer("SD4", format, isAutomated)
    }

    /// A few from all over a long list.
    private static func spread(_ codes: [String]) -> [String] {
        guard codes.count > most else { return codes }
        return (0..<most).map { codes[$0 * (codes.count - 1) / (most - 1)] }
    }

    private static func findings(_ sheet: Sheet, code: String) -> [String: [Finding]] {
        if let finding = sheet.unlessStatus(200) { return ["SD1a": [finding]] }
        guard let body = sheet.body else { return [:] }
        var found: [String: [Finding]] = [:]
        if let root = body.root, root != "service_definition" {
            found["SD1a", default: []].append(
                sheet.finding("<service_definition> as the outermost element", "<\(root)>")
            )
        }
        // A list of one around it is a wrapper nobody asked for.
        let value = body.value.elements?.first ?? body.value
        if body.value.elements != nil || value.names.isEmpty {
            found["SD1a", default: []].append(sheet.finding("an object", body.value.shown))
        } else if value["service_code"] == nil || value["attributes"] == nil {
            let missing = ["service_code", "attributes"].filter { value[$0] == nil }.joined(separator: " and ")
            found["SD1a", default: []].append(sheet.finding(missing, "none"))
        }
        if let own = value["service_code"]?.word, own != code {
            found["SD1b", default: []].append(sheet.finding("“\(code)”", "“\(Excerpt.line(own))”", at: "service_code"))
        }
        for oddity in body.oddities {
            if case .item(let expected) = oddity.kind {
                found["J1a", default: []].append(sheet.finding("<\(expected)>", oddity.found, at: oddity.path))
            }
        }
        guard let attributes = value["attributes"] else { return found }
        if attributes.elements == nil, !(sheet.format == .xml && attributes == .null) {
            found["J1a", default: []].append(sheet.finding("a list", attributes.shown, at: "attributes"))
        }
        AttributeFindings(sheet: sheet, attributes: attributes.elements ?? [attributes]).add(to: &found)
        return found
    }

    private func others(_ services: [ReadValue], _ format: Format, _ inspection: Inspection) async {
        guard inspection.wants("SD5") else { return }
        let code = services.first { $0["metadata"]?.word?.lowercased() == "false" }?["service_code"]?.word
        guard let code else { return inspection.skip("SD5", format, "every listed service has metadata true") }
        let sheet = await inspection.get("services/\(Exchange.encoded(code))", .definition, format)
        if let finding = sheet.unlessStatus(200) { return inspection.judge("SD5", format, [finding]) }
        let value = sheet.value?.elements?.first ?? sheet.value
        let attributes = value?["attributes"]
        let isEmpty = attributes?.elements?.isEmpty ?? (attributes == .null)
        inspection.judge(
            "SD5",
            format,
            isEmpty || sheet.body == nil
                ? [] : [sheet.finding("an empty list", attributes?.shown ?? "none", at: "attributes")]
        )
    }

    /// Whether a datatype is one of the six.
    static func isDatatype(_ word: String) -> Bool { datatypes.contains(word) }
}
