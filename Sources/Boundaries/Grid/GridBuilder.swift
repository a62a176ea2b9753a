/// Gathers what each cell of a grid must know, boundary by boundary in the order of their numbers.
struct GridBuilder {
    private let frame: GridFrame
    /// For each cell the boundaries that hold all of it, so far.
    private var setOfCell: [UInt32]
    private var sets: [[Int]] = [[]]
    /// The set that a set becomes with one boundary more, by both.
    private var larger: [UInt64: UInt32] = [:]
    /// In the order they were found: candidates and the cells they are of.
    private var found: [PointGrid.Candidate] = []
    private var cellOfFound: [UInt32] = []
    private var stretches: [Range<UInt32>] = []

    init(frame: GridFrame) {
        self.frame = frame
        setOfCell = Array(repeating: 0, count: frame.count)
    }

    /// Adds a boundary, whose number is higher than all before.
    mutating func add(_ number: Int, of table: EdgeTable) {
        let crossings = EdgeCrossings(of: number, in: table, over: frame)
        var next = crossings.cells.makeIterator()
        var entry = next.next()
        for (row, turns) in crossings.turns {
            // Rows without a turn before this one: no corner of theirs is held, and edges may still cross their cells.
            while let cell = entry, cell.row < row {
                add(cell, number, holdsCorner: false)
                entry = next.next()
            }
            var turn = 0
            var column = 0
            var isInside = false
            while column < frame.columns {
                while turn < turns.count, turns[turn] == column {
                    isInside.toggle()
                    turn += 1
                }
                let end = turn < turns.count ? turns[turn] : frame.columns
                // The corners from here to the next turn are held, or are not.
                var at = column
                while let cell = entry, cell.row == row, cell.column < end {
                    if isInside { cover(row, at..<cell.column, number) }
                    add(cell, number, holdsCorner: isInside)
                    at = cell.column + 1
                    entry = next.next()
                }
                if isInside, at < end { cover(row, at..<end, number) }
                column = end
            }
        }
        while let cell = entry {
            add(cell, number, holdsCorner: false)
            entry = next.next()
        }
    }

    /// What all of them make together.
    func grid() -> PointGrid {
        var starts = Array(repeating: UInt32(0), count: frame.count + 1)
        for cell in cellOfFound { starts[Int(cell) + 1] += 1 }
        for cell in 0..<frame.count { starts[cell + 1] += starts[cell] }
        var places = starts
        var order = Array(repeating: 0, count: found.count)
        for (index, cell) in cellOfFound.enumerated() {
            order[Int(places[Int(cell)])] = index
            places[Int(cell)] += 1
        }
        var cells = setOfCell
        var crossed: [PointGrid.CrossedCell] = []
        for cell in 0..<frame.count where starts[cell] < starts[cell + 1] {
            cells[cell] = PointGrid.crossedBit | UInt32(crossed.count)
            crossed.append(
                PointGrid.CrossedCell(set: setOfCell[cell], candidates: starts[cell]..<starts[cell + 1])
            )
        }
        return PointGrid(
            frame: frame,
            cells: cells,
            crossed: crossed,
            candidates: order.map { found[$0] },
            stretches: stretches,
            sets: sets
        )
    }

    /// All of these cells lies in a boundary.
    private mutating func cover(_ row: Int, _ columns: Range<Int>, _ number: Int) {
        var last: (from: UInt32, to: UInt32)?
        for cell in row * frame.columns + columns.lowerBound..<row * frame.columns + columns.upperBound {
            let set = setOfCell[cell]
            let to = last?.from == set ? last?.to : nil
            let larger = to ?? grown(set, by: number)
            last = (set, larger)
            setOfCell[cell] = larger
        }
    }

    private mutating func grown(_ set: UInt32, by number: Int) -> UInt32 {
        let key = UInt64(set) << 32 | UInt64(number)
        if let known = larger[key] { return known }
        let new = UInt32(sets.count)
        sets.append(sets[Int(set)] + [number])
        larger[key] = new
        return new
    }

    private mutating func add(_ cell: EdgeCrossings.Cell, _ number: Int, holdsCorner: Bool) {
        let first = UInt32(stretches.count)
        for edge in cell.edges {
            if UInt32(stretches.count) > first, stretches[stretches.count - 1].upperBound == edge {
                let start = stretches[stretches.count - 1].lowerBound
                stretches[stretches.count - 1] = start..<edge + 1
            } else {
                stretches.append(edge..<edge + 1)
            }
        }
        found.append(
            PointGrid.Candidate(
                number: UInt32(number),
                holdsCorner: holdsCorner,
                stretches: first..<UInt32(stretches.count)
            )
        )
        cellOfFound.append(UInt32(cell.row * frame.columns + cell.column))
    }
}
