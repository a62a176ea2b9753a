/// Whether the answer to a submission is the list of one it must be.
enum ReceiptShape {
    /// What is otherwise; the status may be 201 here, which is a check of its own.
    static func findings(_ sheet: Sheet) -> [Finding] {
        guard let body = sheet.body else { return [] }
        var findings: [Finding] = []
        if let root = body.root, root != "service_requests" {
            findings.append(sheet.finding("<service_requests> as the outermost element", "<\(root)>"))
        }
        for oddity in body.oddities {
            if case .item = oddity.kind { findings.append(sheet.finding("<request>", oddity.found, at: oddity.path)) }
        }
        guard findings.isEmpty else { return findings }
        guard let elements = body.value.elements else { return [sheet.finding("a list of one", body.value.shown)] }
        return elements.count == 1 ? [] : [sheet.finding("a list of one", "a list of \(elements.count)")]
    }
}
