import Hummingbird
import Store
import Synchronization

/// Keeps one client of GeoReport from flooding a city: by its number, whatever keys and addresses it uses.
final class ClientPaces: Sendable {
    private struct Name: Hashable {
        let jurisdiction: String
        let number: Int32
        /// With another pace it begins anew.
        let most: Int
    }

    /// What a client may send in an hour where the city says nothing of it; nil for as much as it likes.
    private let standard: Int?
    private let due = Mutex<[Name: ContinuousClock.Instant]>([:])

    /// Lets so many requests an hour through from one client, all of them at once if need be; nil for as many as come.
    init(_ standard: Int?) {
        self.standard = standard
    }

    /// Counts a request; throws a refusal with how long to wait where it is one too many.
    func enter(_ client: Client, at now: ContinuousClock.Instant = .now) throws(Refusal) {
        guard let most = client.reportsPerHour ?? standard else { return }
        let name = Name(jurisdiction: client.jurisdiction, number: client.number, most: most)
        let step = due.withLock { due in
            let step = Pace(most, in: .seconds(3600)).next(after: due[name], at: now)
            // A city has a few dozen clients; none is forgotten.
            if case .taken(let next) = step { due[name] = next }
            return step
        }
        guard case .tooMany(let wait) = step else { return }
        throw Refusal(
            .tooManyRequests,
            "too_many_requests",
            "expected at most \(most) reports an hour from this client, found more; wait and send it again",
            headers: [.retryAfter: String(max(wait.components.seconds + 1, 1))]
        )
    }
}
