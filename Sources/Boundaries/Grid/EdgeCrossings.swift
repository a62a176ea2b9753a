/// Where the edges of one boundary run over a grid.
struct EdgeCrossings {
    /// A cell that edges may cross, and these, ascending.
    struct Cell {
        let row: Int
        let column: Int
        let edges: ArraySlice<UInt32>
    }

    /// For each row whose line of corners the boundary crosses, southernmost first: the columns from whose corner on it is
    /// on the other side, ascending.
    let turns: [(row: Int, columns: [Int])]
    /// Row by row, in each from the west.
    let cells: [Cell]

    init(of number: Int, in table: EdgeTable, over frame: GridFrame) {
        var turns: [UInt64] = []
        var crossed: [UInt64] = []
        for run in table.runs[table.spans[number]] {
            for index in run.edges {
                let edge = table.edge(index)
                Self.turns(of: edge, over: frame) { row, column in turns.append(UInt64(row) << 32 | UInt64(column)) }
                Self.cells(of: edge, over: frame) { row, column in
                    crossed.append(UInt64(row * frame.columns + column) << 32 | UInt64(index))
                }
            }
        }
        self.turns = Self.grouped(turns).map { (row: $0.key, columns: $0.values.map(Int.init)) }
        cells = Self.grouped(crossed).map { cell, edges in
            Cell(row: cell / frame.columns, column: cell % frame.columns, edges: edges)
        }
    }

    /// The lower halves by the upper ones, both ascending.
    private static func grouped(_ pairs: [UInt64]) -> [(key: Int, values: ArraySlice<UInt32>)] {
        let sorted = pairs.sorted()
        let low = sorted.map { UInt32(truncatingIfNeeded: $0) }
        var groups: [(key: Int, values: ArraySlice<UInt32>)] = []
        var start = 0
        while start < sorted.count {
            let key = sorted[start] >> 32
            var end = start + 1
            while end < sorted.count, sorted[end] >> 32 == key { end += 1 }
            groups.append((Int(key), low[start..<end]))
            start = end
        }
        return groups
    }

    /// The first corner east of the edge in each row whose line it crosses.
    private static func turns(of edge: GridWay.Edge, over frame: GridFrame, _ turn: (Int, Int) -> Void) {
        let south = min(edge.startY, edge.endY)
        let north = max(edge.startY, edge.endY)
        guard south < north else { return }
        // Rounding may put the line of a row on either side of a latitude that lies on it.
        for row in max(frame.row(of: south) - 1, 0)...min(frame.row(of: north) + 1, frame.rows - 1) {
            let y = frame.y(of: row)
            guard (edge.startY > y) != (edge.endY > y) else { continue }
            let isEast = { (column: Int) in
                (edge.movedSide(frame.x(of: column), y) < 0) == (edge.endY > edge.startY)
            }
            let share = (y - edge.startY) / (edge.endY - edge.startY)
            var column = frame.column(of: edge.startX + share * (edge.endX - edge.startX))
            while column > 0, isEast(column - 1) { column -= 1 }
            while column < frame.columns, !isEast(column) { column += 1 }
            if column < frame.columns { turn(row, column) }
        }
    }

    /// The cells an edge may touch, a hair around them included.
    private static func cells(of edge: GridWay.Edge, over frame: GridFrame, _ touch: (Int, Int) -> Void) {
        let south = min(edge.startY, edge.endY)
        let north = max(edge.startY, edge.endY)
        let west = min(edge.startX, edge.endX)
        let east = max(edge.startX, edge.endX)
        for row in frame.row(of: south - frame.slackY)...frame.row(of: north + frame.slackY) {
            var (low, high) = (west, east)
            if north > south {
                // The part of it between the row's lines.
                let bottom = min(max(frame.y(of: row) - frame.slackY, south), north)
                let top = min(max(frame.y(of: row + 1) + frame.slackY, south), north)
                let perDegree = (edge.endX - edge.startX) / (edge.endY - edge.startY)
                let first = edge.startX + (bottom - edge.startY) * perDegree
                let last = edge.startX + (top - edge.startY) * perDegree
                (low, high) = (max(west, min(first, last)), min(east, max(first, last)))
                // Nearly level edges: rounding decides nothing.
                if abs(perDegree) > 1e6 || low > high { (low, high) = (west, east) }
            }
            for column in frame.column(of: low - frame.slackX)...frame.column(of: high + frame.slackX) {
                touch(row, column)
            }
        }
    }
}
