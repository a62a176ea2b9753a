/// Reads elements as values by the Spark convention: a list's element is an array, an empty element null.
///
/// The lists stand here a second time, from the specification and not from our writer, so that a wrong name is seen.
struct SparkReader {
    /// The name of a list's items by the list's.
    private static let items = [
        "attributes": "attribute", "endpoints": "endpoint", "errors": "error", "formats": "format",
        "groups": "group", "notes": "note", "photos": "photo", "service_request_updates": "request_update",
        "service_requests": "request", "services": "service", "values": "value",
    ]
    /// The specification's own namespace, which it allows where one must be (XML Support).
    private static let namespace = "http://wiki.open311.org/GeoReport_v2"
    /// A hostile document must not make a report longer than itself.
    private static let mostOddities = 100

    private(set) var oddities: [Oddity] = []

    /// The value of an element.
    mutating func value(of element: ReadElement, at path: String = "") -> ReadValue {
        look(at: element, path)
        let name = Self.local(element.name)
        if let item = Self.items[name], element.text.trimmed == nil || !element.children.isEmpty {
            return list(element, of: item, at: path)
        }
        guard !element.children.isEmpty else { return element.text.isEmpty ? .null : .untyped(element.text) }
        let names = element.children.map { Self.local($0.name) }
        // A list that only an extension has: several children of one kind.
        if names.count > 1, Set(names).count == 1 {
            return .array(
                element.children.enumerated().map { index, child in value(of: child, at: "\(path)[\(index)]") }
            )
        }
        var members: [ReadValue.Member] = []
        var seen: Set<String> = []
        for (child, name) in zip(element.children, names) {
            let place = path.isEmpty ? name : "\(path).\(name)"
            guard seen.insert(name).inserted else {
                note(.repeated, at: place, "<\(name)> a second time")
                continue
            }
            members.append(ReadValue.Member(name, value(of: child, at: place)))
        }
        return .object(members)
    }

    private mutating func list(_ element: ReadElement, of item: String, at path: String) -> ReadValue {
        var values: [ReadValue] = []
        for (index, child) in element.children.enumerated() {
            let place = "\(path)[\(index)]"
            if Self.local(child.name) != item { note(.item(expected: item), at: place, "<\(child.name)>") }
            values.append(value(of: child, at: place))
        }
        return .array(values)
    }

    private mutating func look(at element: ReadElement, _ path: String) {
        for attribute in element.attributes {
            let isDeclaration = attribute.name == "xmlns" || attribute.name.hasPrefix("xmlns:")
            guard !isDeclaration else {
                if attribute.name != "xmlns" || attribute.value != Self.namespace {
                    note(.namespace, at: path, "\(attribute.name)=\"\(attribute.value)\"")
                }
                continue
            }
            note(.attribute, at: path, "\(attribute.name)=\"\(attribute.value)\" of <\(element.name)>")
        }
        if element.name.contains(":") { note(.namespace, at: path, "<\(element.name)>") }
        if !element.children.isEmpty, let text = element.text.trimmed {
            note(.mixed, at: path, "“\(Excerpt.line(text, longest: 40))” beside elements in <\(element.name)>")
        }
    }

    private mutating func note(_ kind: Oddity.Kind, at path: String, _ found: String) {
        guard oddities.count < Self.mostOddities else { return }
        oddities.append(Oddity(kind: kind, path: path, found: Excerpt.line(found)))
    }

    private static func local(_ name: String) -> String {
        name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }
}
