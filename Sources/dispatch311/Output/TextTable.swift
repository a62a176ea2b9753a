/// Rows of text under headings, the columns as wide as their widest cell.
struct TextTable: Sendable {
    /// On which side of its column a cell stands.
    enum Alignment: Sendable {
        case left
        case right
    }

    /// A heading and how its cells stand.
    struct Column: Sendable {
        /// The heading.
        let title: String
        /// Words left, numbers right.
        let alignment: Alignment

        /// A column of words.
        static func words(_ title: String) -> Column { Column(title: title, alignment: .left) }
        /// A column of numbers.
        static func numbers(_ title: String) -> Column { Column(title: title, alignment: .right) }
    }

    private let columns: [Column]
    private var rows: [[String]?] = []

    /// Starts without rows.
    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; cells that are missing stay empty.
    mutating func add(_ cells: [String]) {
        rows.append(cells)
    }

    /// Draws a line before what comes next.
    mutating func addLine() {
        rows.append(nil)
    }

    /// The table as lines without blanks at their ends; a left column that would pass `width` is cut with "…".
    ///
    /// Only the last column is cut, and never below the width of its heading; with `wrapsLast` it goes on in further lines
    /// instead, and is as wide as a few words at least.
    /// Control characters are shown as their numbers; with `isPlain` everything is ASCII.
    func lines(width: Int, indent: Int = 0, isPlain: Bool = false, wrapsLast: Bool = false) -> [String] {
        let rows = rows.map { row in
            row?.map { cell in
                let text = cell.replacing("\n", with: "\\n").escaped
                return isPlain ? text.plain : text
            }
        }
        var widths = columns.map { $0.title.count }
        for case let row? in rows {
            for (index, cell) in row.enumerated() where index < widths.count {
                widths[index] = max(widths[index], cell.count)
            }
        }
        if let last = widths.last, let title = columns.last?.title {
            let others = widths.dropLast().reduce(indent) { $0 + $1 + 2 }
            widths[widths.count - 1] = min(last, max(title.count, wrapsLast ? Self.fewWords : 0, width - others))
        }
        let margin = String(repeating: " ", count: indent)
        let dash = isPlain ? "-" : "─"
        let total = widths.reduce(0) { $0 + $1 } + 2 * max(0, widths.count - 1)
        let rule = margin + String(repeating: dash, count: total)
        let body = rows.flatMap { row in
            guard let row else { return [rule] }
            let cells = wrapsLast ? Self.wrapped(row, columns: columns.count, width: widths.last ?? 0) : [row]
            return cells.map { margin + line($0, widths: widths, isPlain: isPlain) }
        }
        return [margin + line(columns.map(\.title), widths: widths, isPlain: isPlain), rule] + body
    }

    /// The least width of a last column that goes on in further lines.
    private static let fewWords = 24

    /// A row as rows whose last cells are no wider than the column: broken between words, and a longer word anywhere.
    private static func wrapped(_ row: [String], columns: Int, width: Int) -> [[String]] {
        guard row.count == columns, let last = row.last, last.count > width, width > 0 else { return [row] }
        let pieces = WrappedText.lines(last, width: width).flatMap { line in
            stride(from: 0, to: line.count, by: width).map { String(line.dropFirst($0).prefix(width)) }
        }
        return pieces.enumerated().map { place, piece in
            (place == 0 ? Array(row.dropLast()) : Array(repeating: "", count: columns - 1)) + [piece]
        }
    }

    private func line(_ cells: [String], widths: [Int], isPlain: Bool) -> String {
        var text = ""
        for (index, column) in columns.enumerated() {
            var cell = index < cells.count ? cells[index] : ""
            if cell.count > widths[index] {
                let end = isPlain ? "..." : "…"
                cell = String(cell.prefix(max(0, widths[index] - end.count))) + end
            }
            let space = String(repeating: " ", count: widths[index] - cell.count)
            text += (index > 0 ? "  " : "") + (column.alignment == .left ? cell + space : space + cell)
        }
        while text.last == " " { text.removeLast() }
        return text
    }
}
