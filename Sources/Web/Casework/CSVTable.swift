/// A table as RFC 4180 says, safe to open in a spreadsheet.
///
/// A cell whose text begins as a formula does (=, +, -, @, a tab, a line break) gets an apostrophe in front, which
/// spreadsheets read as “this is text”: residents write those texts. Numbers of our own stay as they are.
struct CSVTable: Sendable {
    private(set) var text: String

    /// Begins a table with the names of its columns; without any it is the rest of one.
    init(_ names: [String]? = nil) {
        text = ""
        if let names { add(names) }
    }

    /// Adds a row; a cell that is nil is empty.
    mutating func add(_ cells: [String?]) {
        text += cells.map { Self.cell($0 ?? "") }.joined(separator: ",")
        text += "\r\n"
    }

    /// One cell's text, guarded and quoted where it must be.
    static func cell(_ value: String) -> String {
        var value = value
        if let first = value.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first), !isNumber(value) {
            value = "'\(value)"
        }
        guard value.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return value }
        return "\"\(value.replacing("\"", with: "\"\""))\""
    }

    /// A plain number, as a point's degrees are, is no formula.
    private static func isNumber(_ text: String) -> Bool {
        let rest = text.first == "-" ? text.dropFirst() : text[...]
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }
}
