/// Who made something happen, as the history names it: never a person's name or address.
public enum Author: Sendable, Hashable {
    /// The resident who sent the request.
    case resident
    /// A department's worker.
    case worker(Worker)
    /// The server itself: rescue, lapsed offers, deadlines.
    case service

    /// The word in the history: `resident`, `nypd/car-12`, `dispatch311`.
    public var actor: String {
        switch self {
        case .resident: "resident"
        case .worker(let worker): worker.actor
        case .service: "dispatch311"
        }
    }
}
