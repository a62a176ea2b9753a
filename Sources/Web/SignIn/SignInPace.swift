import HTTPTypes
import Synchronization

/// Slows failed sign-ins down: their answers leave one after the other, whoever asks.
///
/// A key has 256 random bits, so this is not what keeps guessing hopeless; it keeps guessing from being cheap work for
/// the server. One a process, and only failures wait, so nobody with a key is locked out.
final class SignInPace: Sendable {
    private let pause: Duration
    private let longest: Duration
    private let next = Mutex<ContinuousClock.Instant?>(nil)

    /// Lets a failure through every `pause`, with a line of at most `longest`.
    init(pause: Duration = .milliseconds(250), longest: Duration = .seconds(5)) {
        self.pause = pause
        self.longest = longest
    }

    /// Waits for a failure's turn; throws a refusal where too many are in line.
    func failed() async throws {
        let turn = turn(at: .now)
        guard let turn else {
            throw Refusal(
                .tooManyRequests,
                "sign_in_busy",
                "too many sign-ins are failing just now; wait a few seconds",
                headers: [.retryAfter: "5"]
            )
        }
        try await Task.sleep(until: turn)
    }

    /// When a failure's turn is that comes now; nil where the line is too long.
    func turn(at now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        next.withLock { next in
            let turn = max(next ?? now, now) + pause
            guard turn - now <= longest else { return nil }
            next = turn
            return turn
        }
    }
}
