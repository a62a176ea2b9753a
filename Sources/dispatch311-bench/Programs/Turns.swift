/// The order of several sides that take turns.
enum Turns {
    /// The sides of a turn, counted from 1: each turn begins with the next, so that none is always behind the same one.
    static func order<Side>(_ sides: [Side], turn: Int) -> [Side] {
        guard !sides.isEmpty else { return [] }
        let first = (turn - 1) % sides.count
        return Array(sides[first...] + sides[..<first])
    }
}
