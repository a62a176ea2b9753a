extension CatalogReader {
    /// Reads a condition.
    ///
    /// Exactly one of
    ///
    /// - `{layer: ID}`: the point lies in some boundary of the layer
    /// - `{layer: ID, boundary: [id, …]}`: in one of these
    /// - `{layer: ID, property: P, is: [value, …]}`: in one whose property has one of these values
    /// - `{attribute: CODE, is: [key, …]}`: the answer is one of these keys
    /// - `{all: […]}`, `{any: […]}`, `{not: …}`: of further conditions, at most eight deep
    static func condition(_ value: YAMLValue, depth: Int = 0) -> Condition? {
        let heads = ["layer", "attribute", "all", "any", "not"]
        guard let fields = value.fields("a condition", heads + ["boundary", "property", "is"]) else { return nil }
        let present = fields.present(heads)
        guard present.count == 1, let head = present.first, let subject = fields[head] else {
            let found = present.isEmpty ? "none" : present.joined(separator: ", ")
            value.report("expected exactly one of \(heads.joined(separator: ", ")), found \(found)")
            return nil
        }
        guard depth < 8 else {
            value.report("expected conditions at most eight deep, found a deeper one")
            return nil
        }
        let allowed = head == "layer" ? ["boundary", "property", "is"] : head == "attribute" ? ["is"] : []
        let extra = fields.present(["boundary", "property", "is"]).filter { !allowed.contains($0) }
        guard extra.isEmpty else {
            extra.forEach { fields[$0]?.report("expected no “\($0)” beside “\(head)”, found one") }
            return nil
        }
        switch head {
        case "layer":
            return layerCondition(subject, fields)
        case "attribute":
            let code = subject.code("a question's code")
            let keys = fields.required("is").flatMap { whole($0, of: "keys") }
            guard let code, let keys else { return nil }
            return .attribute(code: code, keys: keys)
        case "not":
            return condition(subject, depth: depth + 1).map { .not($0) }
        default:
            guard let list = subject.list(of: "conditions") else { return nil }
            let conditions = list.compactMap { condition($0, depth: depth + 1) }
            guard conditions.count == list.count else { return nil }
            return head == "all" ? .all(conditions) : .any(conditions)
        }
    }

    private static func layerCondition(_ subject: YAMLValue, _ fields: YAMLFields) -> Condition? {
        guard let layer = subject.text("a layer's id") else { return nil }
        switch (fields["boundary"], fields["property"], fields["is"]) {
        case (nil, nil, nil):
            return .layer(layer)
        case (let ids?, nil, nil):
            return whole(ids, of: "boundary ids").map { .boundary(layer: layer, ids: $0) }
        case (nil, let property?, let values?):
            let name = property.text("a property's name")
            let values = whole(values, of: "values")
            guard let name, let values else { return nil }
            return .property(layer: layer, name: name, values: values)
        default:
            let found = fields.present(["boundary", "property", "is"]).joined(separator: ", ")
            fields.owner.report("expected “boundary”, or “property” and “is” together, beside “layer”, found \(found)")
            return nil
        }
    }

    /// A list of texts, nil unless every one is a text.
    private static func whole(_ value: YAMLValue, of what: String) -> [String]? {
        guard let list = value.list(of: what) else { return nil }
        let texts = list.compactMap { $0.text() }
        return texts.count == list.count ? texts : nil
    }
}
