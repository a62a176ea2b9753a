/// What lies where, cell by cell, over the boundaries of all layers at once.
///
/// A cell that no edge crosses knows the boundaries that hold all of it, and a point in it is answered by one look. A cell
/// that edges cross keeps those edges, and of each boundary they belong to whether it holds the cell's south-west corner:
/// a point lies on the same side as the corner when the way to it, north and then east, crosses an even number of them.
/// A cell that many edges cross is cut into a finer grid of its own. Immutable, and without locks, so any number of
/// threads may ask.
struct PointGrid: Sendable {
    /// The whole grid, or the finer one of a cell.
    struct Level: Sendable {
        let frame: GridFrame
        /// The first of its cells in `cells`.
        let firstCell: Int
    }

    /// A boundary whose edges cross a cell.
    struct Candidate: Sendable {
        let number: UInt32
        /// Whether it holds the cell's south-west corner.
        let holdsCorner: Bool
        /// Its edges in the cell, as stretches of `stretches`.
        let stretches: Range<UInt32>
    }

    /// A cell that edges cross.
    struct CrossedCell: Sendable {
        /// The boundaries that hold all of it.
        let set: UInt32
        /// The number of its finer grid; 0 where it has none.
        var level: UInt32 = 0
        /// Ascending.
        let candidates: Range<UInt32>
    }

    /// What one look tells.
    enum Find: Sendable {
        /// The boundaries of this set hold the point, and no other.
        case set(UInt32)
        /// These do, ascending: a set nobody has made.
        case numbers([Int])
    }

    /// The whole grid first.
    let levels: [Level]
    /// Level by level, row by row from the south-west: a set, or above `crossedBit` a crossed cell.
    let cells: [UInt32]
    let crossed: [CrossedCell]
    let candidates: [Candidate]
    /// Consecutive edges of the table.
    let stretches: [Range<UInt32>]
    let sets: BoundarySets

    static let crossedBit: UInt32 = 1 << 31

    /// The boundaries that hold a position, their edges included.
    func find(_ coordinate: Coordinate, in table: EdgeTable) -> Find {
        guard var place = levels[0].frame.cell(of: coordinate) else { return .set(0) }
        var level = 0
        while true {
            let frame = levels[level].frame
            let code = cells[levels[level].firstCell + place.row * frame.columns + place.column]
            guard code & Self.crossedBit != 0 else { return .set(code) }
            let cell = crossed[Int(code & ~Self.crossedBit)]
            guard cell.level != 0 else { return find(coordinate, from: frame.corner(place), in: cell, table) }
            level = Int(cell.level)
            place = levels[level].frame.nearestCell(of: coordinate)
        }
    }

    /// The same where edges have to be asked.
    private func find(
        _ coordinate: Coordinate,
        from corner: (x: Double, y: Double),
        in cell: CrossedCell,
        _ table: EdgeTable
    ) -> Find {
        let way = GridWay(from: corner, to: coordinate)
        var held = HeldNumbers()
        for index in cell.candidates {
            let candidate = candidates[Int(index)]
            guard holds(candidate, way, table) else { continue }
            guard held.append(candidate.number) else { return .numbers(gathered(cell, way, table)) }
        }
        if held.isEmpty { return .set(cell.set) }
        if let set = sets.find(cell.set, with: held) { return .set(set) }
        return .numbers((sets.members(of: cell.set) + held.map(Int.init)).sorted())
    }

    /// However many there are.
    private func gathered(_ cell: CrossedCell, _ way: GridWay, _ table: EdgeTable) -> [Int] {
        let held = candidates[Int(cell.candidates.lowerBound)..<Int(cell.candidates.upperBound)]
            .filter { holds($0, way, table) }.map { Int($0.number) }
        return (sets.members(of: cell.set) + held).sorted()
    }

    private func holds(_ candidate: Candidate, _ way: GridWay, _ table: EdgeTable) -> Bool {
        var isInside = candidate.holdsCorner
        for index in candidate.stretches {
            for edge in stretches[Int(index)] {
                switch way.meets(table.edge(Int(edge))) {
                case .never: continue
                case .once: isInside.toggle()
                case .atItsEnd: return true
                }
            }
        }
        return isInside
    }
}
