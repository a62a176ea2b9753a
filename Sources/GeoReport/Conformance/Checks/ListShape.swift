/// Whether an answer is the list it must be: the right outermost element, no wrapper, items under the right name.
enum ListShape {
    /// What is otherwise, for a list that XML calls `root`; nothing where the body cannot be read, which is G2c's.
    static func findings(_ sheet: Sheet, root: String, item: String, isOne: Bool = false) -> [Finding] {
        if let finding = sheet.unlessStatus(200) { return [finding] }
        guard let body = sheet.body else { return [] }
        var findings: [Finding] = []
        let expected = isOne ? "a list of one" : "a list"
        if let found = body.root, found != root {
            findings.append(sheet.finding("<\(root)> as the outermost element", "<\(found)>"))
        }
        for oddity in body.oddities {
            if case .item = oddity.kind, !oddity.path.contains(".") {
                findings.append(sheet.finding("<\(item)> for each item", oddity.found, at: oddity.path))
            }
        }
        guard findings.isEmpty else { return findings }
        switch body.value {
        case .array(let elements):
            for (index, element) in elements.enumerated() where element.names.isEmpty {
                findings.append(sheet.finding("an object", element.shown, at: "[\(index)]"))
            }
            if isOne, elements.count != 1 { findings.append(sheet.finding(expected, "a list of \(elements.count)")) }
        case .null where sheet.format == .xml && !isOne:
            // An empty element is an empty list.
            break
        default:
            findings.append(sheet.finding(expected, body.value.shown))
        }
        return findings
    }
}
