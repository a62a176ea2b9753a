/// What servers may have beside for submissions: sending again harmlessly, and pictures in the form (P8, P9).
struct PostingExtensionChecks: CheckFamily {
    let ids = ["P8", "P9"]

    func check(_ inspection: Inspection) async {
        guard inspection.settings.isWriting else { return }
        let desk = await PostingDesk.of(inspection)
        for format in inspection.formats {
            guard desk.obstacle == nil, let main = desk.main else {
                inspection.skip(ids, format, desk.obstacle ?? "no service may be reported")
                continue
            }
            if inspection.wants("P8") { await twice(main, desk, format, inspection) }
            if inspection.wants("P9") { await picture(main, desk, format, inspection) }
        }
    }

    private func twice(
        _ main: PostedService,
        _ desk: PostingDesk,
        _ format: Format,
        _ inspection: Inspection
    ) async {
        let form = desk.form(main)
        let mark = form.first { $0.name == "description" }?.value.utf8.reduce(UInt64(5381)) { $0 &* 33 &+ UInt64($1) }
        let key = [Exchange.Field("Idempotency-Key", "conformance-\(format.rawValue)-\(mark ?? 0)")]
        let first = await inspection.post(form, format, headers: key)
        let second = await inspection.post(form, format, headers: key)
        let ids = [first, second].compactMap { $0.records.first?["service_request_id"]?.word }
        inspection.offer("P8", format, ids.count == 2 && ids[0] == ids[1], by: second.exchange)
    }

    /// One point, as a PNG.
    private static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1,
        8,
        6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0xF8, 0xCF, 0xC0,
        0xF0, 0x1F, 0, 5, 0, 1, 0xFF, 0x56, 0xC7, 0x2F, 0x0D, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60,
        0x82,
    ]

    private func picture(
        _ main: PostedService,
        _ desk: PostingDesk,
        _ format: Format,
        _ inspection: Inspection
    ) async {
        let boundary = "conformance-311-boundary"
        var fields = desk.form(main)
        let settings = inspection.settings
        if let key = settings.apiKey { fields.append(Exchange.Field("api_key", key)) }
        if let jurisdiction = settings.jurisdiction { fields.append(Exchange.Field("jurisdiction_id", jurisdiction)) }
        var body: [UInt8] = []
        for field in fields {
            let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n"
            body += Array("\(head)\(field.value)\r\n".utf8)
        }
        let head = "Content-Disposition: form-data; name=\"media\"; filename=\"point.png\"\r\nContent-Type: image/png"
        body += Array("--\(boundary)\r\n\(head)\r\n\r\n".utf8) + Self.png + Array("\r\n--\(boundary)--\r\n".utf8)
        let question = Exchange.Question(
            posting: body,
            as: "multipart/form-data; boundary=\(boundary)",
            to: "\(inspection.target.writing.url)/requests.\(format.rawValue)"
        )
        let sheet = Sheet(await inspection.ask(question), of: .receipt, as: format)
        let isTaken = sheet.status == 200 || sheet.status == 201
        if let id = sheet.records.first?["service_request_id"]?.word { inspection.made.append(id) }
        inspection.offer("P9", format, isTaken, by: sheet.exchange)
    }
}
