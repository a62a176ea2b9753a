/// One thing that somebody signed in may do on staff's pages.
public enum StaffPermission: String, Sendable, Hashable, CaseIterable {
    /// See the desk: the own department's queues, lists and items.
    case read
    /// Take items, and say what became of them; enter reports for callers.
    case work
    /// Send work on: hand over, reroute, ask another department in.
    case move
    /// Give back what a colleague of the department holds.
    case lead
    /// See the board: every department's work in numbers, and the lists behind them.
    case board
    /// Decide what no rule could place, and cancel, reopen and reroute any request.
    case supervise
    /// Read the catalog, the boundaries and their versions, and have a place explained.
    case catalog
    /// Publish the catalog and boundaries, and take a publication back.
    case publish
    /// Invite people, change what they may do, and shut their accounts.
    case accounts
}

extension APIScope {
    /// What somebody who signed in with a department's key may do on staff's pages.
    ///
    /// The board is for every key that may read, as displays on a wall have one.
    public var permissions: Set<StaffPermission> {
        switch self {
        case .read: [.read, .board]
        case .work: [.work]
        case .move: [.move]
        case .supervise: [.supervise, .catalog]
        }
    }
}
