/// What is wrong with a table, and where.
struct TableError: Error, Sendable, Hashable {
    /// The file as the person named it.
    let file: String
    /// The line, counted from 1; nil where the whole file is meant.
    let line: Int?
    /// The field within the record, counted from 1.
    let column: Int?
    /// The name of that column, where it has one.
    let name: String?
    /// What was expected and what was found.
    let message: String

    /// Describes a fault.
    init(_ message: String, file: String, line: Int? = nil, column: Int? = nil, name: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.name = name
        self.message = message
    }
}

extension TableError: CustomStringConvertible {
    /// "requests.csv, line 12, column 3 (latitude): expected …, found …".
    var description: String {
        var place = file
        if let line { place += ", line \(line)" }
        if let column { place += ", column \(column)" + (name.map { " (\($0))" } ?? "") }
        return place + ": " + message
    }
}
