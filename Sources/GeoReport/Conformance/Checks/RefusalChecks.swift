/// What holds for questions that cannot be answered (R6, G5, G9).
struct RefusalChecks: CheckFamily {
    let ids = ["R6a", "R6b", "G5a", "G5b", "G9"]

    private static let unknown = "no-such-jurisdiction.example"

    func check(_ inspection: Inspection) async {
        for format in inspection.formats {
            if let obstacle = await inspection.listObstacle(format) {
                inspection.skip(["R6a", "R6b"], format, obstacle)
            } else {
                await filters(format, inspection)
            }
            await jurisdictions(format, inspection)
        }
        await endings(inspection)
    }

    private func filters(_ format: Format, _ inspection: Inspection) async {
        for (id, name, value) in [("R6a", "start_date", "yesterday"), ("R6b", "status", "lost")] {
            guard inspection.wants(id) else { continue }
            let sheet = await inspection.requests(format, [name: value])
            inspection.judge(id, format, [sheet.unlessStatus(400)].compactMap(\.self))
        }
    }

    private func jurisdictions(_ format: Format, _ inspection: Inspection) async {
        if inspection.wants("G5a") {
            var findings: [Finding] = []
            var resources: [(String, Sheet.Kind)] = [("services", .services)]
            if await inspection.listObstacle(format) == nil { resources.append(("requests", .requests)) }
            let services = await inspection.get("services", .services, format).records
            let code = services.first { $0["metadata"]?.word?.lowercased() == "true" }?["service_code"]?.word
            if let code { resources.append(("services/\(Exchange.encoded(code))", .definition)) }
            if let id = await inspection.listing(format).rows.first?.id {
                resources.append(("requests/\(Exchange.encoded(id))", .requests))
            }
            for (resource, kind) in resources {
                let query = [Exchange.Field("jurisdiction_id", Self.unknown)]
                let sheet = await inspection.get(resource, kind, format, query)
                findings += [sheet.unlessStatus(404)].compactMap(\.self)
            }
            inspection.judge(
                "G5a",
                format,
                findings,
                note: "a server of one jurisdiction may ignore it".unless(findings.isEmpty)
            )
        }
        guard inspection.settings.jurisdiction != nil else {
            return inspection.judge("G5b", format, [], note: "one jurisdiction is served")
        }
        let query = [Exchange.Field("jurisdiction_id", "")]
        let sheet = await inspection.get("services", .services, format, query)
        inspection.judge("G5b", format, [sheet.unlessStatus(200, 400)].compactMap(\.self))
    }

    private func endings(_ inspection: Inspection) async {
        guard inspection.wants("G9") else { return }
        var findings: [Finding] = []
        for ending in ["csv", ""] {
            let exchange = await inspection.ask(Exchange.Question(inspection.address("services", ending)))
            let isXML = exchange.answer?.mediaType?.hasSuffix("xml") ?? false
            let sheet = Sheet(exchange, of: .services, as: isXML ? .xml : .json)
            if let finding = sheet.unlessStatus(404) {
                findings.append(finding)
            } else {
                findings += ErrorShape.findings(sheet)
            }
        }
        inspection.judge("G9", nil, findings)
    }
}

extension String {
    fileprivate func unless(_ isSo: Bool) -> String? { isSo ? nil : self }
}
