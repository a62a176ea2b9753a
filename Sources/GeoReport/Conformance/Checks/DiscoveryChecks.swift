#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What holds for the discovery document (D1–D7).
struct DiscoveryChecks: CheckFamily {
    let ids = ["D1", "D2a", "D2b", "D2c", "D2d", "D3", "D4", "D5", "D6", "D7"]

    /// The token by which clients know GeoReport v2.
    static let token = "http://wiki.open311.org/GeoReport_v2"

    func check(_ inspection: Inspection) async {
        guard let discovery = inspection.target.discovery else {
            let reason = "no discovery document was found; give its address to have it checked"
            for id in ids where id != "D7" {
                for format in [Format.xml, .json] { inspection.skip(id, format, reason) }
            }
            return inspection.skip("D7", nil, reason)
        }
        var sheets: [Format: Sheet] = [:]
        for format in [Format.xml, .json] {
            let query = inspection.settings.jurisdiction.map { "?jurisdiction_id=\(Exchange.encoded($0))" } ?? ""
            let question = Exchange.Question("\(discovery).\(format.rawValue)\(query)")
            let sheet = Sheet(await inspection.ask(question), of: .discovery, as: format)
            inspection.count(sheet)
            sheets[format] = sheet
            judge(sheet, inspection)
        }
        guard let xml = sheets[.xml]?.value, let json = sheets[.json]?.value, let sheet = sheets[.json] else {
            return inspection.skip("D7", nil, "one of the two could not be read")
        }
        let differences = Agreement.differences(xml: xml, json: json)
        inspection.judge("D7", nil, differences.map { sheet.finding("what XML says, \($0.xml)", $0.json, at: $0.path) })
    }

    private func judge(_ sheet: Sheet, _ inspection: Inspection) {
        let format = sheet.format
        if let finding = sheet.unlessStatus(200, because: ", for discovery must be served in both formats") {
            inspection.judge("D1", format, [finding])
        }
        guard sheet.isFine, let value = sheet.value else {
            return inspection.skip(ids.filter { $0 != "D7" }, format, sheet.obstacle ?? "no answer")
        }
        var missing = ["changeset", "contact", "key_service"].filter { value[$0]?.word == nil }
        if value["endpoints"] == nil { missing.append("endpoints") }
        var findings = missing.map { sheet.finding("\($0)", "none, or an empty one") }
        if let root = sheet.body?.root, root != "discovery" {
            findings.append(sheet.finding("<discovery> as the outermost element", "<\(root)>"))
        }
        inspection.judge("D1", format, findings)
        inspection.judge("D3", format, nesting(sheet, value))
        let endpoints = Self.endpoints(in: value) ?? []
        judge(endpoints, sheet, inspection)
        inspection.judge("D4", format, changesets(value, endpoints, sheet, now: inspection.settings.now()))
        inspection.offer("D6", format, endpoints.contains { $0["service_area"] != nil })
    }

    private func judge(_ endpoints: [ReadValue], _ sheet: Sheet, _ inspection: Inspection) {
        let format = sheet.format
        guard !endpoints.isEmpty else {
            return inspection.skip(["D2a", "D2b", "D2c", "D2d", "D5"], format, "no endpoints are listed (D1, D3)")
        }
        var fields: [Finding] = []
        var types: [Finding] = []
        var formats: [Finding] = []
        for (index, endpoint) in endpoints.enumerated() {
            let path = "endpoints[\(index)]"
            for name in ["specification", "url", "changeset", "type"] where endpoint[name]?.word == nil {
                fields.append(sheet.finding(name, "none, or an empty one", at: path))
            }
            if endpoint["formats"] == nil { fields.append(sheet.finding("formats", "none", at: path)) }
            if let type = endpoint["type"]?.word, type != "production", type != "test" {
                types.append(sheet.finding("production or test", "“\(Excerpt.line(type))”", at: "\(path).type"))
            }
            let listed = Self.words(in: endpoint["formats"])
            if let odd = listed.first(where: { !$0.contains("/") }) {
                formats.append(sheet.finding("a MIME type", "“\(Excerpt.line(odd))”", at: "\(path).formats"))
            } else if !listed.isEmpty, Self.isGeoReport(endpoint), !listed.contains("text/xml") {
                formats.append(sheet.finding("text/xml", listed.joined(separator: ", "), at: "\(path).formats"))
            }
        }
        inspection.judge("D2a", format, fields)
        inspection.judge("D2b", format, types)
        inspection.judge("D2c", format, formats)
        let ours = endpoints.filter { $0["specification"]?.word == Self.token }
        let others = endpoints.compactMap { $0["specification"]?.word }.joined(separator: ", ")
        inspection.judge("D2d", format, ours.isEmpty ? [sheet.finding(Self.token, Excerpt.line(others))] : [])
        let kinds = Set(endpoints.compactMap { $0["type"]?.word })
        let isBoth = endpoints.count > 1 && (kinds.contains("test") || !kinds.isSubset(of: ["production", "test"]))
        let found = "\(endpoints.count) of type \(kinds.sorted().joined(separator: ", "))"
        inspection.judge("D5", format, isBoth ? [] : [sheet.finding("two or more endpoints, one of type test", found)])
    }

    private func nesting(_ sheet: Sheet, _ value: ReadValue) -> [Finding] {
        var findings: [Finding] = []
        for oddity in sheet.body?.oddities ?? [] {
            if case .item(let expected) = oddity.kind {
                findings.append(sheet.finding("<\(expected)>", oddity.found, at: oddity.path))
            }
        }
        if let endpoints = value["endpoints"], endpoints.elements == nil {
            findings.append(sheet.finding("a list", endpoints.shown, at: "endpoints"))
        }
        for (index, endpoint) in (Self.endpoints(in: value) ?? []).enumerated() {
            guard let formats = endpoint["formats"], formats.elements == nil else { continue }
            findings.append(sheet.finding("a list", formats.shown, at: "endpoints[\(index)].formats"))
        }
        return findings
    }

    private func changesets(
        _ value: ReadValue,
        _ endpoints: [ReadValue],
        _ sheet: Sheet,
        now: Date
    ) -> [Finding] {
        let all = [("changeset", value)] + endpoints.enumerated().map { ("endpoints[\($0)].changeset", $1) }
        return all.compactMap { path, holder in
            guard let text = holder["changeset"]?.word else { return nil }
            let date = ReadDate(text)
            guard date.isWhole, let instant = date.instant else {
                return sheet.finding("a date of ISO 8601", "“\(Excerpt.line(text))”", at: path)
            }
            // Clocks differ a little.
            return instant > now + 300 ? sheet.finding("a date in the past", text, at: path) : nil
        }
    }

    /// The endpoints a document lists, also where they are wrapped once more; nil where it is none.
    static func endpoints(in value: ReadValue?) -> [ReadValue]? {
        guard let listed = value?["endpoints"] ?? value?["discovery"]?["endpoints"] else { return nil }
        switch listed {
        case .array(let elements): return elements.filter { !$0.names.isEmpty }
        case .object:
            guard let inner = listed["endpoint"] else { return [] }
            return inner.elements ?? [inner]
        default: return []
        }
    }

    /// Whether an endpoint is one of GeoReport v2, also under another token.
    static func isGeoReport(_ endpoint: ReadValue) -> Bool {
        let words = (endpoint["specification"]?.word ?? "").lowercased()
        return words.contains("georeport") && words.contains("v2") && !words.contains("v2.1") || words.isEmpty
    }

    private static func words(in value: ReadValue?) -> [String] {
        switch value {
        case .array(let elements)?: elements.compactMap { $0.word?.lowercased() }
        case .object(let members)?: members.compactMap { $0.value.word?.lowercased() }
        case let value?: value.word.map { [$0.lowercased()] } ?? []
        case nil: []
        }
    }
}
