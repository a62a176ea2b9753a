/// mySociety's extension that carries status back (U): offered or not; where it is, of the shape its clients need.
struct UpdateChecks: CheckFamily {
    let ids = ["U1a", "U1b", "U2", "U3"]

    private static let statuses: Set<String> = [
        "open", "closed", "fixed", "in_progress", "planned", "action_scheduled", "investigating", "duplicate",
        "not_councils_responsibility", "no_further_action", "internal_referral", "cancelled", "reopen",
        "for_triage", "unchanged",
    ]
    private static let fields = [
        "update_id", "service_request_id", "status", "updated_datetime", "description", "media_url",
    ]

    func check(_ inspection: Inspection) async {
        for format in inspection.formats {
            let sheet = await inspection.get("servicerequestupdates", .updates, format, isProbe: true)
            let root = sheet.body?.root ?? "service_request_updates"
            let isList = sheet.value?.elements != nil || sheet.value == .null && format == .xml
            let isOffered = sheet.isFine && isList && root == "service_request_updates"
            inspection.offer("U1a", format, isOffered, by: sheet.exchange)
            if isOffered {
                judge(sheet, inspection)
            } else {
                inspection.skip(["U1b", "U3"], format, "servicerequestupdates is not offered")
            }
            if inspection.settings.isWriting, inspection.wants("U2") { await post(format, inspection) }
        }
    }

    private func judge(_ sheet: Sheet, _ inspection: Inspection) {
        guard !sheet.records.isEmpty else {
            return inspection.skip(["U1b", "U3"], sheet.format, "there are no updates")
        }
        var missing: [Finding] = []
        var words: [Finding] = []
        for (index, update) in sheet.records.enumerated() {
            for name in Self.fields where update[name] == nil {
                missing.append(sheet.finding(name, "none", at: "[\(index)]"))
            }
            if let status = update["status"], !Self.statuses.contains(status.word?.lowercased() ?? "") {
                words.append(sheet.finding("one of mySociety's words", status.shown, at: "[\(index)].status"))
            }
        }
        inspection.judge("U1b", sheet.format, missing)
        inspection.judge("U3", sheet.format, words)
    }

    /// An update of nothing, which must be refused: whether updates are taken shows in how.
    private func post(_ format: Format, _ inspection: Inspection) async {
        let url = inspection.address("servicerequestupdates", format.rawValue, from: inspection.target.writing)
        let exchange = await inspection.ask(Exchange.Question(posting: [], to: url))
        let sheet = Sheet(exchange, of: .updates, as: format)
        let isRefused = [400, 401, 403, 422].contains(sheet.status ?? 0) && !sheet.errors.isEmpty
        inspection.offer("U2", format, isRefused, by: exchange)
    }
}
