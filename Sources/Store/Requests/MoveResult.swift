/// What became of a move of a service request: done, with what there is to tell of it, or why not.
public enum MoveResult<Done: Sendable>: Sendable {
    /// It happened.
    case done(Done)
    /// It did not, and nothing was written.
    case refused(MoveRefusal)
}

extension MoveResult: Equatable where Done: Equatable {}
