/// Whether an XML and a JSON answer carry the same values, by the Spark convention of GeoReport v2.
///
/// The names of list items stand here a second time, from the specification, so that a wrong one is seen.
public enum Spark {
    private static let items = [
        "services": "service", "attributes": "attribute", "values": "value", "service_requests": "request",
        "service_request_updates": "request_update",
        "errors": "error", "endpoints": "endpoint", "formats": "format", "groups": "group", "notes": "note",
        "legs": "leg", "media_urls": "media_url", "all": "condition", "any": "condition", "keys": "key",
        // GeoJSON in `service_area`, which is not of the specification.
        "coordinates": "item", "item": "item",
    ]

    /// What is several times in XML where JSON has a list (mySociety's updates).
    private static let repeated: Set = ["media_url"]

    /// Every difference, with the place it is at; none where the two say the same.
    ///
    /// Throws where one of them is no document of its format, or the outermost element is not `root`.
    public static func differences(xml: String, json: String, root: String) throws -> [String] {
        let element = try XMLElement(reading: xml)
        guard element.name == root else { throw XMLFault(description: "expected <\(root)>, found <\(element.name)>") }
        return differences(element, try JSON(json), at: root)
    }

    private static func differences(_ element: XMLElement, _ json: JSON, at place: String) -> [String] {
        let found = "\(place): XML has \(element.children.isEmpty ? element.text.debugDescription : "children")"
        switch json {
        case .null:
            return element.children.isEmpty && element.text.isEmpty ? [] : ["\(found), JSON null"]
        case .bool(let flag):
            return isText(element, "\(flag)") ? [] : ["\(found), JSON \(flag)"]
        case .number(let number):
            let isSame = element.children.isEmpty && Double(element.text) == number
            return isSame ? [] : ["\(found), JSON \(number)"]
        case .text(let text):
            // XML cannot tell an empty text from null, so JSON must not either.
            if text.isEmpty { return ["\(place): JSON has an empty text, which XML reads as null"] }
            return isText(element, readableByXML(text)) ? [] : ["\(found), JSON \(text.debugDescription)"]
        case .array(let values):
            var differences: [String] = []
            let name = items[element.name] ?? "an item with a known name"
            for child in element.children where child.name != name {
                differences.append("\(place): XML has <\(child.name)>, expected <\(name)>")
            }
            if element.children.count != values.count || !element.text.isEmpty {
                differences.append("\(found), \(element.children.count) of them, JSON \(values.count) items")
            }
            for (index, (child, value)) in zip(element.children, values).enumerated() {
                differences += Self.differences(child, value, at: "\(place)[\(index)]")
            }
            return differences
        case .object(let members):
            var differences: [String] = []
            let names = members.flatMap { name, value in Array(repeating: name, count: count(of: value, as: name)) }
            if element.children.map(\.name).sorted() != names.sorted() {
                differences.append("\(place): XML has \(element.children.map(\.name)), JSON \(names.sorted())")
            }
            for (name, children) in Dictionary(grouping: element.children, by: \.name) {
                guard let value = members[name] else { continue }
                let values = repeated.contains(name) && value.elements.count > 1 ? value.elements : [value]
                for (child, value) in zip(children, values) {
                    differences += Self.differences(child, value, at: "\(place).\(name)")
                }
            }
            return differences
        }
    }

    /// How many elements of a name a member is.
    private static func count(of value: JSON, as name: String) -> Int {
        repeated.contains(name) ? max(value.elements.count, 1) : 1
    }

    /// Scalar by scalar: `==` of texts would take é for e with an accent after it.
    private static func isText(_ element: XMLElement, _ text: String) -> Bool {
        element.children.isEmpty && element.text.unicodeScalars.elementsEqual(text.unicodeScalars)
    }

    /// The one exception: what XML cannot hold is the replacement character there.
    private static func readableByXML(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isXML ? $0 : "\u{FFFD}" }))
    }
}
