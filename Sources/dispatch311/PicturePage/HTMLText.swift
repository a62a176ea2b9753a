import Web

/// Texts and small elements as the pages with pictures write them.
enum HTMLText {
    /// The text with what means something in HTML escaped; control characters are shown as their numbers.
    static func escaped(_ text: String) -> String {
        SVGText.escaped(text.replacing("\n", with: " ").escaped)
    }

    /// A text of others, which cannot turn round what stands beside it.
    static func isolated(_ text: String) -> String { "<bdi>\(escaped(text))</bdi>" }

    /// Words as a sentence.
    static func sentence(_ text: String) -> String { escaped(text.prefix(1).uppercased() + text.dropFirst() + ".") }

    /// A line of a list of facts.
    static func fact(_ name: String, _ value: String) -> String {
        "<dt>\(name)</dt><dd>\(isolated(value))</dd>\n"
    }

    /// A little of what fills a class of shapes.
    static func swatch(_ name: String) -> String {
        "<svg class=\"swatch\" viewBox=\"0 0 240 160\" aria-hidden=\"true\">"
            + "<rect class=\"\(name)\" x=\"8\" y=\"8\" width=\"224\" height=\"144\"/></svg>"
    }

    /// What stands below a picture.
    static func legend(_ items: [(swatch: String, words: String)], _ rest: String = "") -> String {
        let items = items.map { "<li>\(swatch($0.swatch))\($0.words)</li>" }
        return "<ul class=\"legend\">\(items.joined())</ul>\(rest)"
    }
}
