/// An element of XML with attributes, for people to read too: children each on a line of their own.
///
/// Answers are written by `XMLWriter`, which has no attributes because GeoReport has none.
struct Markup: Sendable, Hashable {
    let name: String
    let attributes: [Attribute]
    let children: [Markup]
    let text: String

    struct Attribute: Sendable, Hashable {
        let name: String
        let value: String
    }

    init(
        _ name: String,
        _ attributes: KeyValuePairs<String, String> = [:],
        _ children: [Markup] = [],
        text: String = ""
    ) {
        self.name = name
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
        self.children = children
        self.text = text
    }

    init(_ name: String, _ children: [Markup]) { self.init(name, [:], children) }

    /// The element as a whole document.
    var document: String {
        var lines = #"<?xml version="1.0" encoding="utf-8"?>"# + "\n"
        write(to: &lines, indent: "")
        return lines
    }

    private func write(to lines: inout String, indent: String) {
        let attributes = attributes.map { " \($0.name)=\"\(Self.escaped($0.value))\"" }.joined()
        guard !children.isEmpty || !text.isEmpty else {
            lines += "\(indent)<\(name)\(attributes)/>\n"
            return
        }
        guard !children.isEmpty else {
            lines += "\(indent)<\(name)\(attributes)>\(Self.escaped(text))</\(name)>\n"
            return
        }
        lines += "\(indent)<\(name)\(attributes)>\n"
        for child in children { child.write(to: &lines, indent: indent + "  ") }
        lines += "\(indent)</\(name)>\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
