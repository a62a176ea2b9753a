/// What batch and blackbox services answer, and what becomes of tokens (P5b, P5c, T1a, T1c, T2).
struct PostingTypeChecks: CheckFamily {
    let ids = ["P5b", "P5c", "T1a", "T1c", "T2"]

    func check(_ inspection: Inspection) async {
        guard inspection.settings.isWriting else { return }
        let desk = await PostingDesk.of(inspection)
        for format in inspection.formats {
            if let obstacle = desk.obstacle {
                inspection.skip(ids, format, obstacle)
                continue
            }
            await batch(desk, format, inspection)
            await blackbox(desk, format, inspection)
        }
    }

    private func batch(_ desk: PostingDesk, _ format: Format, _ inspection: Inspection) async {
        let tokens = ["P5b", "T1a", "T1c", "T2"]
        guard let service = desk.service(ofType: "batch") else {
            return inspection.skip(tokens, format, "no service of type batch may be reported")
        }
        let sheet = await inspection.post(desk.form(service), format)
        var findings = [sheet.unlessStatus(200, 201)].compactMap(\.self)
        let receipt = sheet.records.first
        let token = receipt?["token"]?.word
        if findings.isEmpty, sheet.body != nil {
            if token == nil { findings.append(sheet.finding("a token", "none")) }
            if let id = receipt?["service_request_id"], id.word != nil {
                findings.append(sheet.finding("no service_request_id", id.shown))
            }
        }
        inspection.judge("P5b", format, findings)
        guard let token else { return inspection.skip(["T1a", "T1c", "T2"], format, "no token was given (P5b)") }
        await follow(token, format, inspection)
    }

    private func follow(_ token: String, _ format: Format, _ inspection: Inspection) async {
        var sheet = await look(token, format, inspection)
        inspection.judge("T1a", format, Self.shape(sheet, token))
        if sheet.status == 404 {
            inspection.judge("T2", format, [sheet.finding("HTTP 200 with an empty id", "HTTP 404")])
        } else {
            let isEarly = sheet.records.first?["service_request_id"]?.word != nil
            let note = isEarly ? "the id was there at the first look" : nil
            inspection.judge("T2", format, [], note: note)
        }
        var looks = 1
        while Self.id(in: sheet) == nil, looks < inspection.settings.looks {
            try? await Task.sleep(for: inspection.settings.pause)
            sheet = await look(token, format, inspection)
            looks += 1
        }
        guard let id = Self.id(in: sheet) else {
            return inspection.skip("T1c", format, "after \(looks) looks there was no id yet")
        }
        if !inspection.made.contains(id) { inspection.made.append(id) }
        let found = await inspection.get(
            "requests/\(Exchange.encoded(id))",
            .requests,
            format,
            from: inspection.target.writing
        )
        inspection.judge("T1c", format, [found.unlessStatus(200)].compactMap(\.self))
    }

    private func look(_ token: String, _ format: Format, _ inspection: Inspection) async -> Sheet {
        await inspection.get(
            "tokens/\(Exchange.encoded(token))",
            .token,
            format,
            from: inspection.target.writing,
            isFresh: true
        )
    }

    private static func id(in sheet: Sheet) -> String? { sheet.records.first?["service_request_id"]?.word }

    private static func shape(_ sheet: Sheet, _ token: String) -> [Finding] {
        // A token that waits and is answered 404 is T2's.
        guard sheet.status != 404 else { return [] }
        let findings = ListShape.findings(sheet, root: "service_requests", item: "request", isOne: true)
        guard findings.isEmpty, let record = sheet.records.first, record["token"]?.word != token else {
            return findings
        }
        return [sheet.finding("“\(token)”", record["token"]?.shown ?? "none", at: "token")]
    }

    private func blackbox(_ desk: PostingDesk, _ format: Format, _ inspection: Inspection) async {
        guard let service = desk.service(ofType: "blackbox") else {
            return inspection.skip("P5c", format, "no service of type blackbox may be reported")
        }
        let sheet = await inspection.post(desk.form(service), format)
        var findings = [sheet.unlessStatus(200, 201)].compactMap(\.self)
        for name in ["service_request_id", "token"] {
            guard let value = sheet.records.first?[name], value.word != nil else { continue }
            findings.append(sheet.finding("no \(name)", value.shown))
        }
        inspection.judge("P5c", format, findings)
    }
}
