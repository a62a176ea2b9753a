/// Whether an answer that is an error has the body it must have.
enum ErrorShape {
    /// What is otherwise.
    static func findings(_ sheet: Sheet) -> [Finding] {
        guard sheet.answer != nil else { return [] }
        let expected = "an error body: a list of code and description"
        switch sheet.reading {
        case nil: return []
        case .failure(let fault)?:
            return [sheet.finding(expected, fault.line == nil ? fault.found : fault.description)]
        case .success(let body)?:
            if let root = body.root, root != "errors" {
                return [sheet.finding("<errors> as the outermost element", "<\(root)>")]
            }
            for oddity in body.oddities {
                if case .item = oddity.kind { return [sheet.finding("<error>", oddity.found, at: oddity.path)] }
            }
            guard let items = body.value.elements, !items.isEmpty else {
                return [sheet.finding(expected, body.value.shown)]
            }
            return items.enumerated().flatMap { index, item in
                ["code", "description"].filter { item[$0]?.word == nil }
                    .map { sheet.finding($0, "none, or an empty one", at: "[\(index)]") }
            }
        }
    }
}
