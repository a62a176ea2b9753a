/// What holds for submissions that must be refused (P6, P7, E2).
struct PostingRefusalChecks: CheckFamily {
    let ids = [
        "P6a", "P6b", "P6c", "P6d", "P6e", "P6f", "P6g", "P6h", "P6i", "P6j", "P6k", "P7", "E2a", "E2b",
    ]

    private static let longest = 4000

    func check(_ inspection: Inspection) async {
        guard inspection.settings.isWriting else { return }
        let desk = await PostingDesk.of(inspection)
        for format in inspection.formats {
            guard desk.obstacle == nil, let main = desk.main else {
                inspection.skip(ids, format, desk.obstacle ?? "no service may be reported")
                continue
            }
            await fields(main, desk, format, inspection)
            await attributes(desk, format, inspection)
            await keys(main, desk, format, inspection)
            await bodies(format, inspection)
        }
    }

    private func refuse(
        _ id: String,
        _ form: [Exchange.Field],
        _ status: Int,
        _ format: Format,
        _ inspection: Inspection
    ) async {
        guard inspection.wants(id) else { return }
        let sheet = await inspection.post(form, format)
        inspection.judge(id, format, [sheet.unlessStatus(status)].compactMap(\.self))
    }

    private func fields(
        _ main: PostedService,
        _ desk: PostingDesk,
        _ format: Format,
        _ inspection: Inspection
    ) async {
        let places = ["lat", "long", "address_string", "address_id"]
        let placeless = desk.form(main, leaving: places)
        await refuse("P6a", desk.form(main, leaving: ["service_code"]), 400, format, inspection)
        let unknown =
            desk.form(main, leaving: ["service_code"])
            + [Exchange.Field("service_code", DefinitionChecks.unknown)]
        await refuse("P6b", unknown, 404, format, inspection)
        await refuse("P6c", placeless, 400, format, inspection)
        let latitude = desk.place?.latitude ?? "10"
        let half = placeless + [Exchange.Field("lat", latitude)]
        await refuse("P6d", half, 400, format, inspection)
        let wild =
            placeless + [
                Exchange.Field("lat", "91"), Exchange.Field("long", desk.place?.longitude ?? "20"),
            ]
        await refuse("P6e", wild, 400, format, inspection)
        let long = Posting.mark + " " + String(repeating: "x", count: Self.longest - Posting.mark.unicodeScalars.count)
        let tooLong = desk.form(main, leaving: ["description"]) + [Exchange.Field("description", long)]
        await refuse("P6h", tooLong, 400, format, inspection)
        let far =
            placeless + [
                Exchange.Field("lat", Posting.farAway.latitude), Exchange.Field("long", Posting.farAway.longitude),
            ]
        await refuse("P7", far, 400, format, inspection)
        guard inspection.wants("P6k") else { return }
        let nothing = await inspection.post([], format)
        let isRead = nothing.body != nil
        inspection.judge(
            "P6k",
            format,
            nothing.errors.count >= 2 || !isRead
                ? []
                : [
                    nothing.finding(
                        "two errors, for service_code and the place are both missing",
                        "\(nothing.errors.count)"
                    )
                ]
        )
    }

    private func attributes(_ desk: PostingDesk, _ format: Format, _ inspection: Inspection) async {
        if let service = desk.services.first(where: { $0.required != nil }), let attribute = service.required {
            let form = desk.form(service, leaving: ["attribute[\(attribute.code)]"])
            await refuse("P6f", form, 400, format, inspection)
        } else {
            inspection.skip("P6f", format, "no service that may be reported has a required attribute")
        }
        if let service = desk.services.first(where: { $0.listed != nil }), let attribute = service.listed {
            let name = "attribute[\(attribute.code)]"
            let form = desk.form(service, leaving: [name]) + [Exchange.Field(name, "no-such-value-311")]
            await refuse("P6g", form, 400, format, inspection)
        } else {
            inspection.skip("P6g", format, "no service that may be reported has a list of values")
        }
    }

    private func keys(
        _ main: PostedService,
        _ desk: PostingDesk,
        _ format: Format,
        _ inspection: Inspection
    ) async {
        guard inspection.wants("P6i", "P6j") else { return }
        guard inspection.settings.apiKey != nil else {
            return inspection.skip(["P6i", "P6j"], format, "no key is wanted here, and none was given")
        }
        let without = await inspection.post(desk.form(main), format, key: .none)
        if without.status == 200 || without.status == 201 {
            return inspection.skip(["P6i", "P6j"], format, "no key is wanted here")
        }
        inspection.judge("P6i", format, [without.unlessStatus(403)].compactMap(\.self))
        let wrong = await inspection.post(desk.form(main), format, key: .other("no-such-key-311"))
        inspection.judge("P6j", format, [wrong.unlessStatus(403)].compactMap(\.self))
    }

    /// Methods and bodies that a resource does not take.
    private func bodies(_ format: Format, _ inspection: Inspection) async {
        let writing = inspection.target.writing.url
        let questions = [
            ("E2a", Exchange.Question(posting: [], to: "\(writing)/services.\(format.rawValue)")),
            (
                "E2b",
                Exchange.Question(
                    posting: Array("{}".utf8),
                    as: "application/json",
                    to: "\(writing)/requests.\(format.rawValue)"
                )
            ),
        ]
        for (id, question) in questions where inspection.wants(id) {
            let sheet = Sheet(await inspection.ask(question), of: .receipt, as: format)
            let isRefused = (400..<500).contains(sheet.status ?? 0)
            let finding = sheet.finding("an error", sheet.obstacle ?? "HTTP \(sheet.status ?? 0)")
            inspection.judge(id, format, isRefused ? ErrorShape.findings(sheet) : [finding])
        }
    }
}
