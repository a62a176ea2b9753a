/// Whether XML and JSON say the same (J4): services, definitions, and service requests.
struct AgreementChecks: CheckFamily {
    let ids = ["J4"]

    func check(_ inspection: Inspection) async {
        guard inspection.formats.count == 2 else { return inspection.skip("J4", nil, "only one format is served") }
        var findings: [Finding] = []
        let services = await both("services", .services, inspection)
        findings += Self.findings(services)
        for code in services.0.records.filter({ $0["metadata"]?.word?.lowercased() == "true" }).prefix(3)
            .compactMap({ $0["service_code"]?.word })
        {
            findings += Self.findings(await both("services/\(Exchange.encoded(code))", .definition, inspection))
        }
        let listings = await both("requests", .requests, inspection)
        findings += Self.rowFindings(listings)
        for row in listings.0.rows.prefix(2) {
            guard let id = row.id else { continue }
            findings += Self.rowFindings(await both("requests/\(Exchange.encoded(id))", .requests, inspection))
        }
        inspection.judge("J4", nil, findings)
    }

    private func both(_ resource: String, _ kind: Sheet.Kind, _ inspection: Inspection) async -> (Sheet, Sheet) {
        let xml = await inspection.get(resource, kind, .xml)
        return (xml, await inspection.get(resource, kind, .json))
    }

    private static func findings(_ sheets: (Sheet, Sheet)) -> [Finding] {
        guard sheets.0.isFine, sheets.1.isFine, let xml = sheets.0.value, let json = sheets.1.value else { return [] }
        // Both without what may be wrapped around them.
        let isList = sheets.0.kind == .services
        let differences =
            isList
            ? Agreement.differences(xml: .array(sheets.0.records), json: .array(sheets.1.records))
            : Agreement.differences(xml: xml, json: json)
        return differences.map { sheets.1.finding("what XML says, \($0.xml)", $0.json, at: $0.path) }
    }

    /// Rows are compared where both lists have them and nothing happened between: lists of a busy city move on.
    private static func rowFindings(_ sheets: (Sheet, Sheet)) -> [Finding] {
        let (xml, json) = sheets
        guard xml.isFine, json.isFine else { return [] }
        let others = Dictionary(json.rows.map { ($0.id ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        let common = xml.rows.compactMap { row in row.id.flatMap { others[$0] }.map { (row, $0) } }
        if common.count * 2 < min(xml.rows.count, json.rows.count) {
            return [json.finding("the service requests that XML lists", "\(common.count) of \(xml.rows.count)")]
        }
        return common.flatMap { left, right -> [Finding] in
            let isSameMoment = left.updated.map { ReadDate($0).instant } == right.updated.map { ReadDate($0).instant }
            guard isSameMoment || left.updated == nil else { return [] }
            return Agreement.differences(xml: left.value, json: right.value).map {
                json.finding("what XML says, \($0.xml)", $0.json, at: "\(right.path).\($0.path)")
            }
        }
    }
}
