/// What became of an order to be told of something; whoever gave it is told the same in every case.
public enum AskOutcome: Sendable, Hashable {
    /// A mail will ask the owner of the address; one who follows already is told so.
    case asked
    /// So many were sent to the address within a day that this one is not.
    case tooOften
    /// There is no such request.
    case unknown
}
