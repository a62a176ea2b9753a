/// Who takes part in a race of claims.
enum ClaimSide: Sendable {
    case own
    case ownStatements
    case ownStatementsAsOwner
    case peer(Peer)
    case program(PeerProgram)

    /// All of them, ours first.
    static let all: [ClaimSide] =
        [.own, .ownStatements, .ownStatementsAsOwner] + Peer.all.map { .peer($0) }
        + PeerProgram.allCases.map { .program($0) }

    var name: String {
        switch self {
        case .own: "dispatch311"
        case .ownStatements: "dispatch311-sql"
        case .ownStatementsAsOwner: "dispatch311-sql-owner"
        case .peer(let peer): peer.name
        case .program(let program): program.rawValue
        }
    }

    /// The name of ours that it is compared with.
    var opponent: String? {
        switch self {
        case .own, .ownStatements, .ownStatementsAsOwner: nil
        case .peer: ClaimSide.ownStatements.name
        case .program: ClaimSide.own.name
        }
    }
}
