/// What is otherwise in the attributes of a definition.
struct AttributeFindings {
    let sheet: Sheet
    let attributes: [ReadValue]

    /// Adds what is found, by the requirement's id.
    func add(to found: inout [String: [Finding]]) {
        var orders: Set<Int> = []
        for (index, attribute) in attributes.enumerated() where !attribute.names.isEmpty {
            let path = "attributes[\(index)]"
            for name in Fields.attribute where attribute[name] == nil {
                found["SD2a", default: []].append(sheet.finding(name, "none", at: path))
            }
            for name in ["variable", "required"] {
                guard let flag = attribute[name], !["true", "false"].contains(flag.word?.lowercased() ?? "") else {
                    continue
                }
                found["SD2b", default: []].append(sheet.finding("true or false", flag.shown, at: "\(path).\(name)"))
            }
            if let datatype = attribute["datatype"], !DefinitionChecks.isDatatype(datatype.word ?? "") {
                found["SD2b", default: []].append(
                    sheet.finding("one of the six datatypes", datatype.shown, at: "\(path).datatype")
                )
            }
            if let order = attribute["order"] {
                let number = order.word.flatMap { Int($0) }
                let isNew = number.map { orders.insert($0).inserted } ?? false
                if !isNew || (number ?? 0) < 1 {
                    let found1 = number != nil && !isNew ? "\(order.shown) a second time" : order.shown
                    found["SD2c", default: []].append(
                        sheet.finding("a positive whole number of its own", found1, at: "\(path).order")
                    )
                }
            }
            add(valuesOf: attribute, path, to: &found)
        }
    }

    private func add(valuesOf attribute: ReadValue, _ path: String, to found: inout [String: [Finding]]) {
        let isList = ["singlevaluelist", "multivaluelist"].contains(attribute["datatype"]?.word ?? "")
        let values = attribute["values"]
        if let values, values.elements == nil, values != .null {
            found["J1a", default: []].append(sheet.finding("a list", values.shown, at: "\(path).values"))
        }
        guard isList else { return }
        let items = values?.elements ?? (values.map { $0.names.isEmpty ? [] : [$0] } ?? [])
        if items.isEmpty {
            found["SD2d", default: []].append(
                sheet.finding("values to choose from", values?.shown ?? "none", at: "\(path).values")
            )
        }
        for (index, item) in items.enumerated() {
            // A number of JSON is a key, too; that it should be a text is J2a's.
            guard item["key"]?.word == nil || item["name"]?.word == nil else { continue }
            found["SD2d", default: []].append(
                sheet.finding("a key and a name", item.shown, at: "\(path).values[\(index)]")
            )
        }
    }
}
