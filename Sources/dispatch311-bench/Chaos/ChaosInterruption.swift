import Glibc
import Synchronization

/// Ends a run in order on Ctrl-C, on SIGTERM and when its terminal goes.
enum ChaosInterruption {
    private static let isWanted = Atomic<Bool>(false)

    /// Runs the work; throws, after cancelling it, when one of the signals comes.
    static func watch<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        listen()
        return try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                while !isWanted.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(100)) }
                throw BenchError("interrupted")
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw BenchError("interrupted") }
            return value
        }
    }

    private static func listen() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in ChaosInterruption.isWanted.store(true, ordering: .relaxed) }
        }
    }
}
