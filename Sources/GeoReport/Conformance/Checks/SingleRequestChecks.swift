/// What holds for one service request (Q).
struct SingleRequestChecks: CheckFamily {
    let ids = ["Q1a", "Q1b", "Q1c", "Q2"]

    func check(_ inspection: Inspection) async {
        for format in inspection.formats {
            let listing = await inspection.listing(format)
            let rows = listing.rows.filter { $0.id != nil }
            if let first = rows.first, let last = rows.last {
                await known(first.id == last.id ? [first] : [first, last], format, inspection)
            } else {
                let reason = listing.obstacle ?? "the last 90 days have no service requests"
                inspection.skip(["Q1a", "Q1c"], format, reason)
            }
            await unknown(rows, listing, inspection)
        }
    }

    private func known(_ rows: [Row], _ format: Format, _ inspection: Inspection) async {
        var shape: [Finding] = []
        var differences: [Finding] = []
        for row in rows {
            guard let id = row.id else { continue }
            let sheet = await inspection.get("requests/\(Exchange.encoded(id))", .requests, format)
            let own = ListShape.findings(sheet, root: "service_requests", item: "request", isOne: true)
            shape += own
            guard let record = sheet.rows.first else { continue }
            if own.isEmpty, record.id != id {
                shape.append(sheet.finding("“\(id)”", record.id.map { "“\($0)”" } ?? "none", at: "service_request_id"))
            }
            // Between two questions something may have happened.
            guard record.updated == row.updated else { continue }
            differences += Agreement.differences(xml: row.value, json: record.value).map {
                sheet.finding("what the list says, \($0.xml)", $0.json, at: $0.path)
            }
        }
        inspection.judge("Q1a", format, shape)
        inspection.judge("Q1c", format, differences)
    }

    private func unknown(_ rows: [Row], _ listing: Sheet, _ inspection: Inspection) async {
        let format = listing.format
        // Of the kind that the server's own are.
        let isNumeric = rows.allSatisfy { $0.id?.allSatisfy(\.isNumber) ?? false }
        let id = isNumeric && !rows.isEmpty ? "99999999999" : "0000NOSUCH"
        let sheet = await inspection.get("requests/\(Exchange.encoded(id))", .requests, format)
        let finding = sheet.unlessStatus(404)
        inspection.judge("Q1b", format, [finding].compactMap(\.self))
        guard inspection.wants("Q2") else { return }
        var findings: [Finding] = []
        if format == .json {
            findings += rows.compactMap { row in
                guard let value = row.value["service_request_id"], case .number = value else { return nil }
                return listing.finding("a text", "the number \(value.shown)", at: "\(row.path).service_request_id")
            }
        }
        if finding == nil {
            let odd = await inspection.get("requests/no-such-request", .requests, format)
            findings += [odd.unlessStatus(404, because: " for an id of letters")].compactMap(\.self)
        }
        inspection.judge("Q2", format, findings)
    }
}
