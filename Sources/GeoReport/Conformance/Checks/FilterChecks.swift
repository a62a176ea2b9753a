/// What holds for the filters of lists (R1a–R1e): they really filter, and ids override the rest.
struct FilterChecks: CheckFamily {
    let ids = ["R1a", "R1b", "R1c", "R1d", "R1e"]

    private static let mostRows = 1000

    func check(_ inspection: Inspection) async {
        for format in inspection.formats {
            let sheet = await inspection.listing(format)
            let rows = sheet.rows.filter { $0.id != nil }
            guard let first = rows.first else {
                inspection.skip(ids, format, sheet.obstacle ?? "the last 90 days have no service requests")
                continue
            }
            if inspection.wants("R1a", "R1e") { await codes(rows, format, inspection) }
            if inspection.wants("R1b") { await statuses(rows, format, inspection) }
            if inspection.wants("R1c", "R1d") { await lookUp(rows, first, format, inspection) }
        }
    }

    // MARK: - Codes

    private func codes(_ rows: [Row], _ format: Format, _ inspection: Inspection) async {
        guard let code = rows.first?.code else { return inspection.skip(["R1a", "R1e"], format, "no row has a code") }
        let sheet = await inspection.requests(format, ["service_code": code])
        var findings = Self.strangers(sheet, codes: [code])
        if sheet.rows.isEmpty {
            findings.append(
                sheet.finding("the service requests of “\(code)” that the list has", sheet.obstacle ?? "none")
            )
        }
        // Where every row has one code, a filter that is ignored shows only with another.
        let services = await inspection.get("services", .services, format).records
        let listed = Set(rows.compactMap(\.code))
        if let other = services.compactMap({ $0["service_code"]?.word }).first(where: { !listed.contains($0) }) {
            let others = await inspection.requests(format, ["service_code": other])
            findings += [others.unlessTaken].compactMap(\.self) + Self.strangers(others, codes: [other])
        }
        inspection.judge("R1a", format, findings)
        await lists(rows, code, format, inspection)
    }

    private func lists(_ rows: [Row], _ code: String, _ format: Format, _ inspection: Inspection) async {
        var findings: [Finding] = []
        if let other = rows.compactMap(\.code).first(where: { $0 != code }) {
            let both = await inspection.requests(format, ["service_code": "\(code),\(other)"])
            findings += Self.strangers(both, codes: [code, other])
            let found = Set(both.rows.compactMap(\.code))
            if rows.count < Self.mostRows, let missing = [code, other].first(where: { !found.contains($0) }) {
                findings.append(both.finding("service requests of “\(missing)” too", both.obstacle ?? "none"))
            }
        }
        let every = await inspection.requests(format, ["status": "open,closed"])
        if every.rows.isEmpty {
            findings.append(every.finding("open and closed service requests", every.obstacle ?? "none"))
        }
        inspection.judge("R1e", format, findings)
    }

    private static func strangers(_ sheet: Sheet, codes: [String]) -> [Finding] {
        sheet.rows.compactMap { row in
            guard let code = row.code, !codes.contains(code) else { return nil }
            let expected = codes.map { "“\($0)”" }.joined(separator: " or ")
            return sheet.finding(expected, "“\(Excerpt.line(code))”", at: "\(row.path).service_code")
        }
    }

    // MARK: - Statuses

    private func statuses(_ rows: [Row], _ format: Format, _ inspection: Inspection) async {
        var findings: [Finding] = []
        for status in ["open", "closed"] {
            let sheet = await inspection.requests(format, ["status": status])
            for row in sheet.rows {
                guard let found = row.status, found != status else { continue }
                findings.append(sheet.finding(status, "“\(Excerpt.line(found))”", at: "\(row.path).status"))
            }
            if let finding = sheet.unlessTaken {
                findings.append(finding)
            } else if sheet.rows.isEmpty, sheet.status == 404 || sheet.body != nil,
                rows.contains(where: { $0.status == status })
            {
                findings.append(sheet.finding("the \(status) ones that the list has", sheet.obstacle ?? "none"))
            }
        }
        inspection.judge("R1b", format, findings)
    }

    // MARK: - Ids

    private func lookUp(_ rows: [Row], _ first: Row, _ format: Format, _ inspection: Inspection) async {
        let listed = rows.compactMap(\.id)
        guard let one = first.id, let other = listed.last else { return }
        let wanted: Set<String> = [one, other]
        let sheet = await inspection.requests(format, ["service_request_id": wanted.sorted().joined(separator: ",")])
        let findings = Self.difference(sheet, wanted)
        inspection.judge("R1c", format, findings)
        guard findings.isEmpty else { return inspection.skip("R1d", format, "ids alone do not work (R1c)") }
        let contrary = first.status == "open" ? "closed" : "open"
        let code = rows.compactMap(\.code).first { $0 != first.code } ?? DefinitionChecks.unknown
        let overridden = await inspection.requests(
            format,
            [
                "service_request_id": one, "status": contrary, "service_code": code,
                "start_date": "1990-01-01T00:00:00Z", "end_date": "1990-01-31T00:00:00Z",
            ]
        )
        inspection.judge("R1d", format, Self.difference(overridden, [one]))
    }

    private static func difference(_ sheet: Sheet, _ wanted: Set<String>) -> [Finding] {
        if let finding = sheet.unlessStatus(200) { return [finding] }
        let found = Set(sheet.rows.compactMap(\.id))
        guard found != wanted, sheet.body != nil else { return [] }
        let words = found.isEmpty ? "none" : found.sorted().prefix(5).joined(separator: ", ")
        return [sheet.finding("just \(wanted.sorted().joined(separator: ", "))", "\(found.count): \(words)")]
    }
}
