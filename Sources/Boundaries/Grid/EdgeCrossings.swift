/// Where edges of one boundary run over a grid.
struct EdgeCrossings {
    /// A cell that edges may cross, and these, ascending.
    struct Cell {
        let row: Int
        let column: Int
        let edges: ArraySlice<UInt32>
    }

    /// For each row whose line of corners is not wholly outside, southernmost first: the columns from whose corner on it is
    /// on the other side, ascending.
    let turns: [(row: Int, columns: [Int])]
    /// Row by row, in each from the west.
    let cells: [Cell]

    /// All edges of a boundary over a frame around it.
    init(of number: Int, in table: EdgeTable, over frame: GridFrame) {
        let edges = table.runs[table.spans[number]].flatMap(\.edges)
        self.init(edges, table, frame, isKnown: false, turns: [])
    }

    /// The edges of a boundary that cross a cell, over the finer frame of that cell, of whose south-west corner it is
    /// known whether the boundary holds it.
    init(_ edges: [Int], in table: EdgeTable, over frame: GridFrame, holdsCorner: Bool) {
        // The way from that corner up the west side tells of the first corner of every row.
        let corner = frame.corner((0, 0))
        let turns = (0..<frame.rows).compactMap { row -> UInt64? in
            let isTurned = edges.reduce(false) { isTurned, index in
                isTurned != table.edge(index).crosses(x: corner.x, from: corner.y, to: frame.y(of: row))
            }
            return isTurned != holdsCorner ? UInt64(row) << 32 : nil
        }
        self.init(edges, table, frame, isKnown: true, turns: turns)
    }

    private init(_ edges: [Int], _ table: EdgeTable, _ frame: GridFrame, isKnown: Bool, turns: [UInt64]) {
        var turns = turns
        var crossed: [UInt64] = []
        for index in edges {
            let edge = table.edge(index)
            Self.turns(of: edge, over: frame, isKnown: isKnown) { row, column in
                turns.append(UInt64(row) << 32 | UInt64(column))
            }
            Self.cells(of: edge, over: frame) { row, column in
                crossed.append(UInt64(row * frame.columns + column) << 32 | UInt64(index))
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

    /// The first corner east of the edge in each row whose line it crosses; where the first corner of every row is known,
    /// only edges east of it count.
    private static func turns(
        of edge: GridWay.Edge,
        over frame: GridFrame,
        isKnown: Bool,
        _ turn: (Int, Int) -> Void
    ) {
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
            if isKnown, isEast(0) { continue }
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
        guard frame.reaches(south: south, north: north) else { return }
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
            guard frame.reaches(west: low, east: high) else { continue }
            for column in frame.column(of: low - frame.slackX)...frame.column(of: high + frame.slackX) {
                touch(row, column)
            }
        }
    }
}
