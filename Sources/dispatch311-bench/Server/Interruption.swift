import Glibc
import Synchronization

/// Ends a measurement in order on Ctrl-C, on SIGTERM and when its terminal goes.
enum Interruption {
    private static let isWanted = Atomic<Bool>(false)

    /// From now on none of the signals ends the process by itself; `watch` throws once one has come.
    static func listen() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in Interruption.isWanted.store(true, ordering: .relaxed) }
        }
    }

    /// Runs the work; throws, after cancelling it, when one of the signals comes or has come since `listen`.
    ///
    /// It returns when the work has ended. What cancelling does not end, such as a statement under way, `hurry` has to
    /// end: it runs only when a signal came, at once after the work was cancelled.
    static func watch<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value,
        hurry: @Sendable () async -> Void = {}
    ) async throws -> Value {
        listen()
        return try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask {
                while !isWanted.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(100)) }
                throw BenchError("interrupted")
            }
            if !isWanted.load(ordering: .relaxed) { group.addTask { try await work() } }
            defer { group.cancelAll() }
            do {
                guard let value = try await group.next() else { throw BenchError("interrupted") }
                return value
            } catch {
                group.cancelAll()
                guard isWanted.load(ordering: .relaxed) else { throw error }
                await hurry()
                // What the work says of its end is no news: it was cut off.
                throw BenchError("interrupted")
            }
        }
    }
}
