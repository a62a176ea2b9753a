import Synchronization

/// When a proxy cuts, and after how many bytes.
final class CutPlan: Sendable {
    enum Side: Sendable {
        /// What goes to the server.
        case request
        /// What comes back.
        case reply
    }

    private struct State {
        var side: Side?
        var dice: ChaosDice
        var cuts = 0
    }

    private let state: Mutex<State>

    init(seed: UInt64, _ salt: String) {
        state = Mutex(State(dice: ChaosDice(seed: seed, "cuts \(salt)")))
    }

    /// From now on each piece of this side is cut with a chance of 33 %, and its connection reset; nil stops it.
    func cut(_ side: Side?) { state.withLock { $0.side = side } }

    /// How often it did.
    var cuts: Int { state.withLock { $0.cuts } }

    /// How many bytes of a piece still go through before the reset; nil for all of them, and no reset.
    func ration(of bytes: Int, on side: Side) -> Int? {
        state.withLock { state in
            guard state.side == side, state.dice.falls(33) else { return nil }
            state.cuts += 1
            return Int.random(in: 0..<max(1, bytes), using: &state.dice)
        }
    }
}
