/// How much of what others do meanwhile a transaction sees.
public enum Isolation: Sendable, CaseIterable {
    /// Each statement sees what was committed before it began.
    case readCommitted
    /// Every statement sees the same moment; writing what another changed since fails with 40001.
    case repeatableRead
    /// Every statement sees the same moment, and none may write.
    case repeatableReadReadOnly

    var beginning: String {
        switch self {
        case .readCommitted: "BEGIN ISOLATION LEVEL READ COMMITTED"
        case .repeatableRead: "BEGIN ISOLATION LEVEL REPEATABLE READ"
        case .repeatableReadReadOnly: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        }
    }
}
