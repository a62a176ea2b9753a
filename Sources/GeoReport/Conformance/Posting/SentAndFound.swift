/// Whether a service request that was made is found again by its id, as it was sent (P2).
struct SentAndFound {
    let form: [Exchange.Field]
    let service: PostedService
    let id: String

    func check(_ format: Format, _ inspection: Inspection) async {
        guard inspection.wants("P2") else { return }
        var sheet = await look(format, inspection)
        var looks = 1
        // Servers may need a moment.
        while sheet.status == 404, looks < inspection.settings.looks {
            try? await Task.sleep(for: inspection.settings.pause)
            sheet = await look(format, inspection)
            looks += 1
        }
        if service.isPrivate, sheet.status == 404 {
            return inspection.skip("P2", format, "the service is private")
        }
        if let finding = sheet.unlessStatus(200) { return inspection.judge("P2", format, [finding]) }
        guard let row = sheet.rows.first else {
            let isUnreadable = sheet.body == nil
            return inspection.judge("P2", format, isUnreadable ? [] : [sheet.finding("the service request", "none")])
        }
        inspection.judge("P2", format, differences(row, sheet))
    }

    private func look(_ format: Format, _ inspection: Inspection) async -> Sheet {
        let resource = "requests/\(Exchange.encoded(id))"
        return await inspection.get(resource, .requests, format, from: inspection.target.writing, isFresh: true)
    }

    /// What is otherwise than it was sent; what is not shown at all may be kept from the public.
    private func differences(_ row: Row, _ sheet: Sheet) -> [Finding] {
        var findings: [Finding] = []
        for name in ["service_code", "description", "media_url"] {
            guard let sent = form.first(where: { $0.name == name })?.value, let value = row.value[name],
                let found = value.word
            else { continue }
            let isSame = Self.squeezed(found) == Self.squeezed(sent)
            if !isSame { findings.append(sheet.finding("“\(Excerpt.line(sent))”", value.shown, at: name)) }
        }
        for name in ["lat", "long"] {
            guard let sent = form.first(where: { $0.name == name })?.value, let value = row.value[name],
                let number = FormParameters.decimal(sent), let word = value.word,
                let found = FormParameters.decimal(word), abs(number - found) > 0.0005
            else { continue }
            findings.append(sheet.finding(sent, value.shown, at: name))
        }
        if let found = row.id, found != id { findings.append(sheet.finding(id, found, at: "service_request_id")) }
        return findings
    }

    /// A text with single blanks: servers may change line breaks, and add to the end of a link.
    private static func squeezed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
