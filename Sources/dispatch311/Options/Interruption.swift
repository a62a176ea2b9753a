import Glibc
import UnixSignals

/// Lets work end in order when the person presses Ctrl-C or the system says stop.
enum Interruption {
    /// Signals so soon after the first are the same wish: a terminal and a parent may both pass one Ctrl-C on.
    private static let oneWish = Duration.milliseconds(300)

    /// Runs the work, and cancels it at the first signal; a second one, later than `oneWish`, ends the program at once.
    ///
    /// Throws what the work throws, and that it was interrupted where it ended for that reason.
    static func watch<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let (stop, stopper) = AsyncStream<Never>.makeStream()
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await run(work, until: stop) }
            group.addTask {
                var first: ContinuousClock.Instant?
                for await _ in signals {
                    let now = ContinuousClock.now
                    if let first, now - first > oneWish { _exit(Ending.tryAgain.rawValue) }
                    if first == nil { first = now }
                    stopper.finish()
                }
                return nil
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() ?? nil else { throw interrupted }
            return value
        }
    }

    private static func run<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value,
        until stop: AsyncStream<Never>
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                for await _ in stop {}
                return nil
            }
            if let value = try await group.next() ?? nil {
                group.cancelAll()
                return value
            }
            group.cancelAll()
            do {
                // Work that finished all the same, or that has something to show for its trouble.
                if let value = try await group.next() ?? nil { return value }
            } catch is CancellationError {
                throw interrupted
            } catch {
                throw interruption(of: error)
            }
            throw interrupted
        }
    }

    /// What the work threw on its way out tells nothing but that it was interrupted, unless it says so better itself.
    private static func interruption(of error: any Error) -> any Error {
        (error as? CommandError)?.ending == .tryAgain ? error : interrupted
    }

    private static var interrupted: CommandError {
        CommandError(.tryAgain, "interrupted before the work was done")
    }
}
