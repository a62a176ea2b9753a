extension CatalogReader {
    /// Reads a question: `code`, `name` (the question), `datatype` (`string`, `number`,
    /// `datetime`, `text`, `singlevaluelist`, `multivaluelist`), and optionally `required`, `help`, `when` (a condition
    /// over earlier questions) and, for the two lists, which must have them, `values`: `key`, `name`, optionally
    /// `aliases`.
    static func attribute(_ value: YAMLValue) -> Catalog.Attribute? {
        let keys = ["code", "name", "datatype", "required", "help", "values", "when"]
        guard let fields = value.fields("a question", keys) else { return nil }
        let code = fields.required("code")?.code()
        let name = fields.required("name")?.localized()
        let datatype = fields.required("datatype")?.choice("a datatype", as: Catalog.Attribute.Datatype.self)
        let isRequired = fields["required"].map { $0.bool() } ?? false
        let help = fields["help"].map { $0.localized() }
        let list = fields["values"].map { $0.list(of: "values") } ?? []
        let values = list?.compactMap { self.value($0) }
        let condition = fields["when"].map { questionCondition($0) }
        if let datatype, datatype.isList != (fields["values"] != nil) {
            let expected =
                datatype.isList
                ? "the key “values” for a \(datatype.rawValue)" : "no “values” for a \(datatype.rawValue)"
            (fields["values"] ?? value).report("expected \(expected), found \(datatype.isList ? "none" : "some")")
            return nil
        }
        guard let code, let name, let datatype, let isRequired, help != .some(nil), let values,
            values.count == list?.count, condition != .some(nil)
        else { return nil }
        return Catalog.Attribute(
            code: code,
            name: name,
            datatype: datatype,
            isRequired: isRequired,
            help: help ?? nil,
            values: values,
            condition: condition ?? nil
        )
    }

    private static func value(_ value: YAMLValue) -> Catalog.Attribute.Value? {
        guard let fields = value.fields("a value, {key: …, name: {en: …}}", ["key", "name", "aliases"]) else {
            return nil
        }
        let key = fields.required("key")?.code("a key")
        let name = fields.required("name")?.localized()
        let aliases = fields["aliases"].map { $0.texts(of: "names") } ?? []
        guard let key, let name, let aliases else { return nil }
        return Catalog.Attribute.Value(key: key, name: name, aliases: aliases)
    }

    /// A condition that asks no layer: a question is asked before anyone knows where.
    private static func questionCondition(_ value: YAMLValue) -> Condition? {
        guard let condition = condition(value) else { return nil }
        guard let layer = condition.layers.first else { return condition }
        value.report("expected a condition over questions only, found the layer “\(layer)”")
        return nil
    }
}
