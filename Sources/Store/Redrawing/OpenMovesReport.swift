/// What moving the open service requests after a publication came to.
public struct OpenMovesReport: Sendable, Hashable {
    /// Open requests looked at.
    public internal(set) var looked = 0
    /// Those of them decided by other versions of layers than those in force.
    public internal(set) var outdated = 0
    /// Those of them that belong in the same queues all the same.
    public internal(set) var unaffected = 0
    /// Those that were moved; of a plan, those that would be.
    public internal(set) var moved = 0
    /// Those that stay where they are, by why.
    public internal(set) var left: [WaitingMove.Obstacle: Int] = [:]
    /// Those that could not be decided or held.
    public internal(set) var refused = 0
    /// Whether it was told to stop before the end; the same again goes on.
    public internal(set) var isInterrupted = false
    /// Whether something else was in force at the end, so that it should be done again.
    public internal(set) var isOvertaken = false

    /// Starts with nothing.
    public init() {}

    mutating func add(_ outcome: OpenMove.Outcome) {
        switch outcome {
        case .moved, .movable: moved += 1
        case .left(let obstacle): left[obstacle, default: 0] += 1
        case .refused: refused += 1
        }
    }
}
