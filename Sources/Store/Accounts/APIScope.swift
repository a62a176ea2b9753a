/// What a key may be used for; a department's system is given no more than it needs.
public enum APIScope: String, Sendable, Hashable, CaseIterable {
    /// Read queues, changes, and what the assigner would decide.
    case read
    /// Claim, and say what became of what was claimed or accepted.
    case work
    /// Send work on: hand over, reroute, ask another department in.
    case move
    /// Cancel, reopen and reroute any request of the jurisdiction, whoever owns it.
    case supervise

    /// What a key may be used for where its maker does not say.
    public static let standard: Set<APIScope> = [.read, .work, .move]

    /// The scopes of a key's row; one that a newer program gave it means nothing here.
    static func known(_ names: [String]) -> Set<APIScope> { Set(names.compactMap(APIScope.init(rawValue:))) }
}

extension Set<APIScope> {
    /// The scopes' names, from reading to supervising: each allows more than those before it.
    public var names: [String] { APIScope.allCases.filter(contains).map(\.rawValue) }
}
