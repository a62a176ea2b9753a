import Boundaries

/// The properties of a file's features, for a person who has to choose the key among them.
enum PropertyTable {
    /// A line a property, the first on a line of its own.
    static func text(_ properties: [PropertySummary]) -> String {
        var table = TextTable([
            .words("property"), .words("can be the key"), .numbers("features with it"), .words("examples"),
        ])
        for property in properties {
            table.add([
                property.name, property.isUnique ? "yes, unique" : "no", NumberText.grouped(property.count),
                property.examples.joined(separator: ", "),
            ])
        }
        return "\n" + table.lines(width: 100, indent: 2).joined(separator: "\n")
    }

    /// Which of them is likely to be the key.
    static func choice(_ properties: [PropertySummary]) -> String {
        // Ids are short; names are not.
        let shortest = properties.filter(\.isUnique).min { $0.examples.joined().count < $1.examples.joined().count }
        return shortest.map { "--key \(ShellWords.line([$0.name])) would do." } ?? "None of them can be the key."
    }
}
