/// Puts the levels of a grid together.
struct GridBuilder {
    private let table: EdgeTable
    private var levels: [PointGrid.Level] = []
    private var cells: [UInt32] = []
    private var crossed: [PointGrid.CrossedCell] = []
    private var candidates: [PointGrid.Candidate] = []
    private var stretches: [Range<UInt32>] = []
    private var sets = BoundarySets()
    /// How many more times an edge may be written down for a cell of a finer level.
    private var room: Int

    /// A cell crossed by more edges is cut.
    private static let fullCell = 48
    /// A grid in a cell in a cell …: each divides by 4 at least, and edges that meet in one vertex are never parted.
    private static let deepest = 6
    /// More sets than any city makes; boundaries that lie over each other at random make one a cell.
    private static let mostSets = 1 << 20

    /// Lays the edges of all boundaries over a frame.
    ///
    /// Nil where they make too many sets of boundaries: a coarser frame makes fewer.
    init?(_ table: EdgeTable, over frame: GridFrame) {
        self.table = table
        room = (1 << 20) + table.latitudes.count * 8
        var root = LevelBuilder(frame: frame, within: 0)
        for number in table.boxes.indices {
            root.add(UInt32(number), EdgeCrossings(of: number, in: table, over: frame), to: &sets)
            guard sets.count <= Self.mostSets || frame.count <= 64 else { return nil }
        }
        append(root, depth: 1)
    }

    /// What all of them make together.
    var grid: PointGrid {
        PointGrid(
            levels: levels,
            cells: cells,
            crossed: crossed,
            candidates: candidates,
            stretches: stretches,
            sets: sets
        )
    }

    /// Writes a level down and cuts those of its cells that are full.
    private mutating func append(_ built: LevelBuilder, depth: Int) {
        levels.append(PointGrid.Level(frame: built.frame, firstCell: cells.count))
        let firstCell = cells.count
        let firstCandidate = UInt32(candidates.count)
        let firstStretch = UInt32(stretches.count)
        // Candidates by cell; within one they stay in the order of their numbers.
        var starts = Array(repeating: UInt32(0), count: built.frame.count + 1)
        for cell in built.cellOfFound { starts[Int(cell) + 1] += 1 }
        for cell in 0..<built.frame.count { starts[cell + 1] += starts[cell] }
        var places = starts
        var order = Array(repeating: 0, count: built.found.count)
        for (index, cell) in built.cellOfFound.enumerated() {
            order[Int(places[Int(cell)])] = index
            places[Int(cell)] += 1
        }
        candidates += order.map {
            let found = built.found[$0]
            return PointGrid.Candidate(
                number: found.number,
                holdsCorner: found.holdsCorner,
                stretches: found.stretches.lowerBound + firstStretch..<found.stretches.upperBound + firstStretch
            )
        }
        stretches += built.stretches
        cells += built.setOfCell
        var full: [(cell: Int, index: Int)] = []
        for cell in 0..<built.frame.count where starts[cell] < starts[cell + 1] {
            let range = firstCandidate + starts[cell]..<firstCandidate + starts[cell + 1]
            cells[firstCell + cell] = PointGrid.crossedBit | UInt32(crossed.count)
            if depth < Self.deepest, built.frame.canBeCut, edges(in: range) > Self.fullCell {
                full.append((cell, crossed.count))
            }
            crossed.append(PointGrid.CrossedCell(set: built.setOfCell[cell], candidates: range))
            remember(crossed[crossed.count - 1])
        }
        for (cell, index) in full { cut(cell, index, of: built.frame, depth: depth) }
    }

    /// Gives a cell a finer grid, unless there is no room for it.
    private mutating func cut(_ cell: Int, _ index: Int, of frame: GridFrame, depth: Int) {
        let whole = crossed[index]
        let count = edges(in: whole.candidates)
        let sides = min(max(4, Int(Double(count * 2).squareRoot())), 64)
        // No edge crosses more cells than two rows' worth.
        guard count * sides * 2 <= room else { return }
        let place = (column: cell % frame.columns, row: cell / frame.columns)
        let finer = GridFrame(within: frame, cell: place, sides: sides)
        var level = LevelBuilder(frame: finer, within: whole.set)
        for candidate in candidates[Int(whole.candidates.lowerBound)..<Int(whole.candidates.upperBound)] {
            let edges = stretches[Int(candidate.stretches.lowerBound)..<Int(candidate.stretches.upperBound)]
                .flatMap { $0.map(Int.init) }
            let crossings = EdgeCrossings(edges, in: table, over: finer, holdsCorner: candidate.holdsCorner)
            level.add(candidate.number, crossings, to: &sets)
        }
        room -= level.stretches.reduce(0) { $0 + $1.count }
        crossed[index].level = UInt32(levels.count)
        append(level, depth: depth + 1)
    }

    /// Most points of a crossed cell lie in what its corner lies in, or in what a cell beside it does.
    private mutating func remember(_ cell: PointGrid.CrossedCell) {
        guard sets.count < Self.mostSets else { return }
        var set = cell.set
        for index in cell.candidates where candidates[Int(index)].holdsCorner {
            set = sets.adding(candidates[Int(index)].number, to: set)
        }
    }

    private func edges(in range: Range<UInt32>) -> Int {
        candidates[Int(range.lowerBound)..<Int(range.upperBound)].reduce(0) { sum, candidate in
            sum + candidate.stretches.reduce(0) { $0 + stretches[Int($1)].count }
        }
    }
}
