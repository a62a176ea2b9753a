import Store

/// How long open work has been there, department by department: a bar of shares, and the numbers beside it.
struct AgeMatrix: Sendable {
    /// A number, and how dark its square is.
    struct Cell: Sendable {
        let number: String
        /// From 0 for none to 4 for the most of the table.
        let heat: Int
    }

    /// A department's row, or that of all.
    struct Row: Sendable {
        let name: String
        let cells: [Cell]
        /// The same as a bar as long as its share of the longest.
        let svg: String
    }

    private static let width = 160
    private static let height = 16

    let heads: [String]
    let rows: [Row]
    let total: Row

    init(_ figures: BoardFigures, _ codes: [String], words: StaffWords) {
        let bounds = BoardFigures.Line.ageBounds
        heads =
            ["under \(bounds[0]) day"] + zip(bounds, bounds.dropFirst()).map { "\($0)–\($1) days" }
            + ["over \(bounds.last ?? 0) days"]
        let lines = codes.compactMap { code in figures.lines.first { $0.department == code && $0.open > 0 } }
        let most = lines.flatMap(\.ages).max() ?? 0
        let longest = lines.map(\.open).max() ?? 0
        rows = lines.map { Row($0, name: words.department($0.department), most: most, longest: longest) }
        let sum = figures.total
        total = Row(sum, name: "All departments", most: sum.ages.max() ?? 0, longest: sum.open)
    }

    /// The segments of a bar; what is not nothing is two pixels wide at least.
    fileprivate static func bar(_ ages: [Int], longest: Int) -> String {
        var svg = "<svg class=\"ages\" width=\"\(width)\" height=\"\(height)\" aria-hidden=\"true\">"
        var x = 0
        for (band, items) in ages.enumerated() where items > 0 {
            let wide = max(items * width / max(longest, 1), 2)
            svg += "<rect class=\"age-\(band)\" x=\"\(x)\" width=\"\(wide)\" height=\"\(height)\"/>"
            x += wide
        }
        return svg + "</svg>"
    }
}

extension AgeMatrix.Row {
    fileprivate init(_ line: BoardFigures.Line, name: String, most: Int, longest: Int) {
        self.name = name
        cells = line.ages.map { items in
            AgeMatrix.Cell(number: items.grouped, heat: items == 0 ? 0 : 1 + min(3, items * 4 / (most + 1)))
        }
        svg = AgeMatrix.bar(line.ages, longest: longest)
    }
}
