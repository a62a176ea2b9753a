/// What holds for every answer: types, encoding, error bodies, and that nobody asked for a key (G2, G4, E1).
struct AnswerChecks: CheckFamily {
    let ids = ["G2a", "G2b", "G2c", "G2d", "G4", "E1"]
    let isLookingBack = true

    func check(_ inspection: Inspection) async {
        for format in inspection.formats {
            let own = inspection.sheets.filter { $0.format == format }
            let good = own.filter { $0.status == 200 || $0.status == 201 }
            let errors = own.filter { ($0.status ?? 0) >= 400 }
            let note = "\(good.count) answers"
            inspection.judge("G2a", format, good.compactMap(Self.mediaType), note: note)
            inspection.judge("G2b", format, good.compactMap(Self.charset), note: note)
            inspection.judge("G2c", format, good.compactMap(Self.wellFormed), note: note)
            if format == .xml { inspection.judge("G2d", format, good.compactMap(Self.declaration), note: note) }
            if errors.isEmpty {
                inspection.skip("E1", format, "no answer was an error")
            } else {
                inspection.judge("E1", format, errors.flatMap(ErrorShape.findings), note: "\(errors.count) errors")
            }
        }
        guard inspection.sheets.contains(where: { $0.answer != nil }) else { return }
        let refused = inspection.sheets.filter {
            $0.exchange.question.method == .get && [401, 403].contains($0.status ?? 0)
        }
        inspection.judge("G4", nil, refused.map { $0.finding("an answer without a key", "HTTP \($0.status ?? 0)") })
    }

    private static func mediaType(_ sheet: Sheet) -> Finding? {
        let expected = sheet.format.mediaType
        guard let answer = sheet.answer, answer.mediaType != expected else { return nil }
        return sheet.finding(expected, Excerpt.line(answer.header("Content-Type") ?? "no Content-Type"))
    }

    private static func charset(_ sheet: Sheet) -> Finding? {
        guard let answer = sheet.answer, answer.charset != "utf-8" else { return nil }
        return sheet.finding("charset=utf-8", Excerpt.line(answer.header("Content-Type") ?? "no Content-Type"))
    }

    private static func wellFormed(_ sheet: Sheet) -> Finding? {
        guard case .failure(let fault)? = sheet.reading else { return nil }
        let place = fault.line.map { "line \($0), column \(fault.column ?? 1)" }
        return sheet.finding(fault.expected, fault.found, at: place)
    }

    private static func declaration(_ sheet: Sheet) -> Finding? {
        guard let body = sheet.body, body.encoding?.lowercased() != "utf-8" else { return nil }
        let found = body.hasDeclaration ? body.encoding.map { "encoding=\"\($0)\"" } ?? "no encoding" : "no declaration"
        return sheet.finding("<?xml version=\"1.0\" encoding=\"utf-8\"?>", found)
    }
}
