/// Of which type values are (J1b, J2, J3): in JSON texts, numbers, truth values and null; in XML words.
struct TypeChecks: CheckFamily {
    let ids = ["J1b", "J2a", "J2b", "J2c", "J2d", "J3"]
    let isLookingBack = true

    func check(_ inspection: Inspection) async {
        let sheets = inspection.sheets.filter { $0.body != nil }
        if inspection.formats.contains(.json) { json(sheets.filter { $0.format == .json }, inspection) }
        guard inspection.formats.contains(.xml) else { return }
        var words: [Finding] = []
        for sheet in sheets where sheet.format == .xml && [.services, .definition].contains(sheet.kind) {
            for leaf in sheet.leaves where Fields.flags.contains(leaf.name) {
                // What is no truth value in any writing is the field's own check's.
                guard let word = leaf.value.word, ["true", "false"].contains(word.lowercased()) else { continue }
                guard word != word.lowercased() else { continue }
                words.append(sheet.finding("true or false, in small letters", leaf.value.shown, at: leaf.path))
            }
        }
        inspection.judge("J3", .xml, words)
    }

    private func json(_ sheets: [Sheet], _ inspection: Inspection) {
        var empty: [Finding] = []
        var texts: [Finding] = []
        var flags: [Finding] = []
        var orders: [Finding] = []
        var degrees: [Finding] = []
        for sheet in sheets where sheet.kind != .discovery && sheet.kind != .updates {
            for leaf in sheet.leaves {
                let value = leaf.value
                if value == .text("") { empty.append(sheet.finding("null", "an empty text", at: leaf.path)) }
                if Fields.codes.contains(leaf.name), !value.isTextOrNull, !value.isContainer {
                    texts.append(sheet.finding("a text", value.shown, at: leaf.path))
                }
                if Fields.flags.contains(leaf.name), !value.isFlag {
                    flags.append(sheet.finding("true or false, without quotation marks", value.shown, at: leaf.path))
                }
                if leaf.name == "order", sheet.kind == .definition, !value.isNumber {
                    orders.append(sheet.finding("a number", value.shown, at: leaf.path))
                }
                if ["lat", "long"].contains(leaf.name), value != .null, !value.isNumber {
                    degrees.append(sheet.finding("a number or null", value.shown, at: leaf.path))
                }
            }
        }
        inspection.judge("J1b", .json, empty)
        inspection.judge("J2a", .json, texts)
        inspection.judge("J2b", .json, flags)
        inspection.judge("J2c", .json, orders)
        inspection.judge("J2d", .json, degrees)
    }
}

extension ReadValue {
    fileprivate var isTextOrNull: Bool {
        switch self {
        case .text, .null: true
        default: false
        }
    }

    fileprivate var isFlag: Bool { if case .bool = self { true } else { false } }
    fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}
