/// What holds for service requests that must be accepted (P1–P4, P5a).
struct PostingChecks: CheckFamily {
    let ids = ["P1a", "P1b", "P1c", "P2", "P3a", "P3b", "P3c", "P4a", "P4b", "P5a", "P6i"]

    func check(_ inspection: Inspection) async {
        guard inspection.settings.isWriting else { return }
        let desk = await PostingDesk.of(inspection)
        for format in inspection.formats {
            guard desk.obstacle == nil, let service = desk.main else {
                inspection.skip(ids, format, desk.obstacle ?? "no service may be reported")
                continue
            }
            await whole(service, desk, format, inspection)
            // A server that wants a key has said so by now.
            guard desk.obstacle == nil else {
                inspection.skip(ids, format, desk.obstacle ?? "")
                continue
            }
            await places(service, desk, format, inspection)
            await several(service, desk, format, inspection)
        }
    }

    /// Everything a form may have, in one.
    private func whole(
        _ service: PostedService,
        _ desk: PostingDesk,
        _ format: Format,
        _ inspection: Inspection
    ) async {
        let form =
            desk.form(service) + [
                Exchange.Field("first_name", "Test"), Exchange.Field("last_name", "Größe"),
                Exchange.Field("email", "conformance@test.example"), Exchange.Field("phone", "+1 555 0100"),
                Exchange.Field("device_id", "conformance"), Exchange.Field("account_id", "conformance"),
                Exchange.Field("media_url", "https://test.example/conformance.jpg"),
            ]
        let sheet = await inspection.post(form, format)
        if sheet.status == 403 || sheet.status == 401, inspection.settings.apiKey == nil {
            desk.demandsKey = true
            desk.obstacle = "a key is wanted: give one with --api-key-file FILE"
            inspection.judge("P6i", format, [sheet.unlessStatus(403)].compactMap(\.self))
            return
        }
        judge(sheet, desk, service, inspection)
        guard let id = sheet.records.first?["service_request_id"]?.word else {
            return inspection.skip("P2", format, "no service_request_id was given")
        }
        await SentAndFound(form: form, service: service, id: id).check(format, inspection)
    }

    private func judge(_ sheet: Sheet, _ desk: PostingDesk, _ service: PostedService, _ inspection: Inspection) {
        let format = sheet.format
        let refusal = sheet.unlessStatus(200, 201)
        let refusals = [refusal].compactMap(\.self)
        if desk.place == nil {
            inspection.skip("P1a", format, "no place is known by lat and long")
        } else {
            inspection.judge("P1a", format, refusals)
        }
        guard refusal == nil else {
            return inspection.skip(["P4a", "P4b", "P5a"], format, "the service request was refused")
        }
        inspection.judge("P4a", format, ReceiptShape.findings(sheet))
        inspection.judge("P4b", format, [sheet.unlessStatus(200)].compactMap(\.self))
        guard service.type == "realtime", let receipt = sheet.records.first else {
            return inspection.skip("P5a", format, "no service of type realtime may be reported, or the answer has none")
        }
        var findings: [Finding] = []
        if receipt["service_request_id"]?.word == nil { findings.append(sheet.finding("a service_request_id", "none")) }
        if let token = receipt["token"], token.word != nil { findings.append(sheet.finding("no token", token.shown)) }
        inspection.judge("P5a", format, findings)
    }

    private func places(
        _ service: PostedService,
        _ desk: PostingDesk,
        _ format: Format,
        _ inspection: Inspection
    ) async {
        for (id, name, value) in [("P1b", "address_string", desk.address), ("P1c", "address_id", desk.addressID)] {
            guard inspection.wants(id) else { continue }
            guard let value else {
                inspection.skip(id, format, "no \(name) is known: --\(name == "address_id" ? "address-id" : "address")")
                continue
            }
            let form =
                desk.form(service, leaving: ["lat", "long", "address_string", "address_id"])
                + [Exchange.Field(name, value)]
            let sheet = await inspection.post(form, format)
            inspection.judge(id, format, [sheet.unlessStatus(200, 201)].compactMap(\.self))
        }
    }

    private func several(
        _ main: PostedService,
        _ desk: PostingDesk,
        _ format: Format,
        _ inspection: Inspection
    ) async {
        if let service = desk.services.first(where: { $0.several != nil }), let attribute = service.several {
            for (id, name) in [("P3a", "attribute[\(attribute.code)][]"), ("P3b", "attribute[\(attribute.code)]")] {
                guard inspection.wants(id) else { continue }
                let form =
                    desk.form(service, leaving: ["attribute[\(attribute.code)]"])
                    + attribute.keys.prefix(2).map { Exchange.Field(name, $0) }
                let sheet = await inspection.post(form, format)
                inspection.judge(id, format, [sheet.unlessStatus(200, 201)].compactMap(\.self))
            }
        } else {
            inspection.skip(["P3a", "P3b"], format, "no service that may be reported asks for several values")
        }
        guard inspection.wants("P3c") else { return }
        let links = (1...2).map { Exchange.Field("media_url", "https://test.example/conformance-\($0).jpg") }
        let sheet = await inspection.post(desk.form(main) + links, format)
        inspection.judge("P3c", format, [sheet.unlessStatus(200, 201)].compactMap(\.self))
    }
}
