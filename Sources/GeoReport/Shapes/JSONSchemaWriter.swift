extension Shape {
    /// The JSON Schema of a value, for one that stands alone; it may have no shapes with names.
    public var jsonSchema: WireValue { JSONSchemaWriter(reach: .any).schema(of: self) }
}

/// Writes shapes as JSON Schema, draft 2020-12.
struct JSONSchemaWriter {
    let reach: Shape.Reach
    /// What stands in front of a name that is referred to.
    var references = "#/$defs/"
    /// Whether lists say how XML has them, as OpenAPI's `xml`.
    var tellsXML = false

    func schema(of shape: Shape, in element: String = "") -> WireValue {
        .object(members(of: shape, in: element))
    }

    /// The members of a shape's schema; `element` is what XML calls the element that holds it.
    func members(of shape: Shape, in element: String = "") -> [WireValue.Member] {
        switch shape {
        case .text(let longest):
            let most = longest.map { [WireValue.Member("maxLength", .integer($0))] } ?? []
            return [.init("type", "string"), .init("minLength", .integer(1))] + most
        case .pattern(let pattern):
            return [.init("type", "string"), .init("pattern", .string("^(?:\(pattern))$"))]
        case .word(let words):
            return [.init("type", "string"), .init("enum", .array(words.map { .string($0) }))]
        case .date:
            return [
                .init("type", "string"), .init("format", "date-time"),
                .init("pattern", .string("^(?:\(GeoReportDate.pattern))$")),
            ]
        case .number(let range):
            let bounds = range.map { range -> [WireValue.Member] in
                [.init("minimum", .number(range.lowerBound)), .init("maximum", .number(range.upperBound))]
            }
            return [.init("type", "number")] + (bounds ?? [])
        case .integer(let least): return [.init("type", "integer"), .init("minimum", .integer(least))]
        case .bool: return [.init("type", "boolean")]
        case .orNull(let shape): return orNull(members(of: shape, in: element))
        case .list(let item, let least, let most): return list(item, least, most, in: element)
        case .repeated(let item):
            let one = schema(of: item, in: element)
            let several: WireValue = ["type": "array", "items": one, "minItems": .integer(2)]
            return [.init("anyOf", .array([["type": "null"], one, several]))]
        case .object(let fields): return object(fields)
        case .either(let shapes): return [.init("anyOf", .array(shapes.map { schema(of: $0) }))]
        case .named(let name): return [.init("$ref", .string(references + name.rawValue))]
        }
    }

    /// The same with null, in the shortest way: another `type`, and another word among several.
    private func orNull(_ members: [WireValue.Member]) -> [WireValue.Member] {
        guard members.contains(where: { $0.name == "type" }) else {
            return [.init("anyOf", .array([.object(members), ["type": "null"]]))]
        }
        return members.map { member in
            switch (member.name, member.value) {
            case ("type", let type): .init("type", .array([type, "null"]))
            case ("enum", .array(let words)): .init("enum", .array(words + [.null]))
            default: member
            }
        }
    }

    private func list(_ item: Shape, _ least: Int, _ most: Int?, in element: String) -> [WireValue.Member] {
        let name = ElementNames.item(of: element)
        var items = self.members(of: item, in: name)
        if tellsXML {
            // A list in a list is told the same way by its own words.
            items.removeAll { $0.name == "xml" }
            var xml: [WireValue.Member] = [.init("name", .string(name))]
            if case .list = item { xml.append(.init("wrapped", .bool(true))) }
            items.append(.init("xml", .object(xml)))
        }
        var members: [WireValue.Member] = [.init("type", "array"), .init("items", .object(items))]
        if least > 0 { members.append(.init("minItems", .integer(least))) }
        if let most { members.append(.init("maxItems", .integer(most))) }
        return members
    }

    private func object(_ fields: [Shape.Field]) -> [WireValue.Member] {
        let there = fields.filter { $0.isThere(in: reach).maybe }
        let properties = there.map { field -> WireValue.Member in
            var members = self.members(of: field.shape, in: field.name)
            if tellsXML, case .list = field.shape { members.append(.init("xml", ["wrapped": .bool(true)])) }
            return .init(field.name, .object([.init("description", .string(field.meaning))] + members))
        }
        let required = there.filter { $0.isThere(in: reach).always }.map { WireValue.string($0.name) }
        var members: [WireValue.Member] = [
            .init("type", "object"), .init("properties", .object(properties)), .init("required", .array(required)),
            .init("additionalProperties", .bool(false)),
        ]
        let rivals = there.filter { $0.presence == .oneOfThem }.map { WireValue.string($0.name) }
        if rivals.count > 1 { members.append(.init("not", ["required": .array(rivals)])) }
        return members
    }
}
