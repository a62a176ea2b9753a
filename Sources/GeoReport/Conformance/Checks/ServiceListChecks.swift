/// What holds for the list of services (S1, S3, S4).
struct ServiceListChecks: CheckFamily {
    let ids = ["S1a", "S1b", "S1c", "S1d", "S1e", "S3", "S4"]

    func check(_ inspection: Inspection) async {
        for format in inspection.formats {
            let sheet = await inspection.get("services", .services, format)
            inspection.judge("S1a", format, ListShape.findings(sheet, root: "services", item: "service"))
            let services = sheet.records
            guard !services.isEmpty else {
                let reason = sheet.obstacle ?? "no services are listed"
                inspection.skip(["S1b", "S1c", "S1d", "S1e"], format, reason)
                continue
            }
            var missing: [Finding] = []
            var words: [Finding] = []
            var keywords: [Finding] = []
            var twice: [Finding] = []
            var codes: Set<String> = []
            for (index, service) in services.enumerated() {
                let path = "[\(index)]"
                for name in Fields.service where service[name] == nil {
                    missing.append(sheet.finding(name, "none", at: path))
                }
                if let code = service["service_code"], code.word == nil {
                    missing.append(sheet.finding("a service_code", code.shown, at: "\(path).service_code"))
                }
                words += Self.words(service, sheet, path)
                if let value = service["keywords"], value.isContainer {
                    keywords.append(sheet.finding("one text", value.shown, at: "\(path).keywords"))
                }
                if let code = service["service_code"]?.word, !codes.insert(code).inserted {
                    twice.append(sheet.finding("“\(code)” once", "a second one", at: path))
                }
            }
            inspection.judge("S1b", format, missing)
            inspection.judge("S1c", format, words)
            inspection.judge("S1d", format, keywords)
            inspection.judge("S1e", format, twice)
            await offers(sheet, inspection)
        }
    }

    private static func words(_ service: ReadValue, _ sheet: Sheet, _ path: String) -> [Finding] {
        var findings: [Finding] = []
        if let metadata = service["metadata"], !["true", "false"].contains(metadata.word?.lowercased() ?? "") {
            findings.append(sheet.finding("true or false", metadata.shown, at: "\(path).metadata"))
        }
        if let type = service["type"], !["realtime", "batch", "blackbox"].contains(type.word ?? "") {
            findings.append(sheet.finding("realtime, batch or blackbox", type.shown, at: "\(path).type"))
        }
        return findings
    }

    private func offers(_ sheet: Sheet, _ inspection: Inspection) async {
        let format = sheet.format
        if inspection.wants("S3") {
            let point = Posting.farAway
            let query = [Exchange.Field("lat", point.latitude), Exchange.Field("long", point.longitude)]
            let nowhere = await inspection.get("services", .services, format, query, isProbe: true)
            let isFiltered = nowhere.isFine && nowhere.records.count < sheet.records.count
            let isRefused = nowhere.status == 400 || nowhere.status == 404
            inspection.offer("S3", format, isFiltered || isRefused, by: nowhere.exchange)
        }
        if inspection.wants("S4") {
            let query = [Exchange.Field("extensions", "true")]
            let extended = await inspection.get("services", .services, format, query, isProbe: true)
            inspection.offer("S4", format, extended.records.contains { $0["groups"] != nil }, by: extended.exchange)
        }
    }
}
