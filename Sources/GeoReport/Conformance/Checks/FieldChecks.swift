/// What holds for the fields of every answer: dates, and nothing that is not the specification's (G3, G7).
struct FieldChecks: CheckFamily {
    let ids = ["G3a", "G3b", "G7a", "G7b"]
    let isLookingBack = true

    func check(_ inspection: Inspection) async {
        for format in inspection.formats {
            let sheets = inspection.sheets.filter { $0.format == format && $0.isFine }
            dates(sheets, format, inspection)
            if format == .xml {
                inspection.judge("G7a", format, sheets.flatMap(Self.oddities))
            }
            inspection.judge("G7b", format, sheets.flatMap(Self.foreign))
        }
    }

    private func dates(_ sheets: [Sheet], _ format: Format, _ inspection: Inspection) {
        var zones: [Finding] = []
        var plain: [Finding] = []
        var count = 0
        for sheet in sheets where sheet.kind == .requests {
            for leaf in sheet.leaves where Fields.dates.contains(leaf.name) {
                guard let word = leaf.value.word else { continue }
                count += 1
                let date = ReadDate(word)
                if !date.isWhole {
                    let found = leaf.value.shown
                    zones.append(sheet.finding("a date like 2026-01-31T09:30:00Z", found, at: leaf.path))
                } else if !date.isPlain {
                    plain.append(sheet.finding("whole seconds and Z", leaf.value.shown, at: leaf.path))
                }
            }
        }
        guard count > 0 else { return inspection.skip(["G3a", "G3b"], format, "no answer had a date") }
        inspection.judge("G3a", format, zones, note: "\(count) dates")
        inspection.judge("G3b", format, plain, note: "\(count) dates")
    }

    private static func oddities(_ sheet: Sheet) -> [Finding] {
        (sheet.body?.oddities ?? []).compactMap { oddity -> Finding? in
            switch oddity.kind {
            // Items under other names are their lists' business.
            case .item: nil
            case .attribute: sheet.finding("no attributes", oddity.found, at: oddity.path)
            case .namespace: sheet.finding("no namespaces", oddity.found, at: oddity.path)
            case .mixed: sheet.finding("elements or a text", oddity.found, at: oddity.path)
            case .repeated: sheet.finding("each element once", oddity.found, at: oddity.path)
            }
        }
    }

    private static func foreign(_ sheet: Sheet) -> [Finding] {
        let known = Fields.known(in: sheet.kind)
        guard !known.isEmpty, let value = sheet.value else { return [] }
        if sheet.kind == .definition {
            let own = Self.foreign(value, known, "", sheet)
            return own
                + (value["attributes"]?.elements ?? []).enumerated().flatMap { index, attribute in
                    foreign(attribute, Fields.attribute + ["values"], "attributes[\(index)]", sheet)
                }
        }
        return sheet.records.enumerated().flatMap { index, record in
            foreign(record, known, "[\(index)]", sheet)
        }
    }

    private static func foreign(_ value: ReadValue, _ known: [String], _ path: String, _ sheet: Sheet) -> [Finding] {
        value.names.filter { !known.contains($0) }.map {
            sheet.finding("the specification's fields only", "“\(Excerpt.line($0, longest: 60))”", at: path)
        }
    }
}
