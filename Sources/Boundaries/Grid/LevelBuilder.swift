/// Gathers what each cell of one level of a grid must know, boundary by boundary in the order of their numbers.
struct LevelBuilder {
    let frame: GridFrame
    /// For each cell the boundaries that hold all of it, so far.
    private(set) var setOfCell: [UInt32]
    /// In the order they were found: candidates, and the cells they are of.
    private(set) var found: [PointGrid.Candidate] = []
    private(set) var cellOfFound: [UInt32] = []
    private(set) var stretches: [Range<UInt32>] = []

    /// Every cell lies in the boundaries of a set.
    init(frame: GridFrame, within set: UInt32) {
        self.frame = frame
        setOfCell = Array(repeating: set, count: frame.count)
    }

    /// Adds a boundary, whose number is higher than all before.
    mutating func add(_ number: UInt32, _ crossings: EdgeCrossings, to sets: inout BoundarySets) {
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
                    if isInside { cover(row, at..<cell.column, number, &sets) }
                    add(cell, number, holdsCorner: isInside)
                    at = cell.column + 1
                    entry = next.next()
                }
                if isInside, at < end { cover(row, at..<end, number, &sets) }
                column = end
            }
        }
        while let cell = entry {
            add(cell, number, holdsCorner: false)
            entry = next.next()
        }
    }

    /// All of these cells lies in a boundary.
    private mutating func cover(_ row: Int, _ columns: Range<Int>, _ number: UInt32, _ sets: inout BoundarySets) {
        var last: (from: UInt32, to: UInt32)?
        for cell in row * frame.columns + columns.lowerBound..<row * frame.columns + columns.upperBound {
            let set = setOfCell[cell]
            let known = last?.from == set ? last?.to : nil
            let larger = known ?? sets.adding(number, to: set)
            last = (set, larger)
            setOfCell[cell] = larger
        }
    }

    private mutating func add(_ cell: EdgeCrossings.Cell, _ number: UInt32, holdsCorner: Bool) {
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
                number: number,
                holdsCorner: holdsCorner,
                stretches: first..<UInt32(stretches.count)
            )
        )
        cellOfFound.append(UInt32(cell.row * frame.columns + cell.column))
    }
}
