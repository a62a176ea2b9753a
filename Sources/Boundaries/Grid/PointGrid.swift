/// What lies where, cell by cell, over the boundaries of all layers at once.
///
/// A cell that no edge crosses knows the boundaries that hold all of it, and a point in it is answered by one look. A cell
/// that edges cross keeps those edges, and of each boundary they belong to whether it holds the cell's south-west corner:
/// a point lies on the same side as the corner when the way to it, north and then east, crosses an even number of them.
/// Immutable, and without locks, so any number of threads may ask.
struct PointGrid: Sendable {
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
        let candidates: Range<UInt32>
    }

    /// What one look tells.
    enum Find: Sendable {
        /// The boundaries of this set hold the point, and no other.
        case set(Int)
        /// These do, ascending.
        case numbers([Int])
    }

    let frame: GridFrame
    /// For each cell, row by row from the south-west: a set, or above `crossedBit` a crossed cell.
    let cells: [UInt32]
    let crossed: [CrossedCell]
    let candidates: [Candidate]
    /// Consecutive edges of the table.
    let stretches: [Range<UInt32>]
    /// The sets of boundaries there are, each ascending; the first is the empty one.
    let sets: [[Int]]

    static let crossedBit: UInt32 = 1 << 31

    /// The boundaries that hold a position, their edges included.
    func find(_ coordinate: Coordinate, in table: EdgeTable) -> Find {
        guard let place = frame.cell(of: coordinate) else { return .set(0) }
        let code = cells[place.row * frame.columns + place.column]
        guard code & Self.crossedBit != 0 else { return .set(Int(code)) }
        let cell = crossed[Int(code & ~Self.crossedBit)]
        var numbers = sets[Int(cell.set)]
        let way = GridWay(from: frame.corner(place), to: coordinate)
        var isAdded = false
        for index in cell.candidates {
            let candidate = candidates[Int(index)]
            guard holds(candidate, way, table) else { continue }
            numbers.append(Int(candidate.number))
            isAdded = true
        }
        guard isAdded else { return .set(Int(cell.set)) }
        numbers.sort()
        return .numbers(numbers)
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
