import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Closes the connections of requests that take too long, whoever is slow: one look at all of them every second
/// instead of a timer for each.
final class RequestDeadlines: Service, Sendable {
    private struct Running {
        let started: ContinuousClock.Instant
        let context: DispatchContext
    }

    private struct State {
        var next: UInt64 = 0
        var running: [UInt64: Running] = [:]
    }

    private let state = Mutex(State())
    private let limit: Duration

    init(limit: Duration) {
        self.limit = limit
    }

    /// Sweeps until the server has drained.
    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                sweep()
                try? await Task.sleep(for: min(.seconds(1), limit / 4))
            }
        }
    }

    /// Runs a request under the deadline.
    func watch<R>(_ context: DispatchContext, _ work: () async throws -> R) async throws -> R {
        let id = state.withLock { state in
            state.next += 1
            state.running[state.next] = Running(started: .now, context: context)
            return state.next
        }
        defer { state.withLock { _ = $0.running.removeValue(forKey: id) } }
        return try await work()
    }

    private func sweep() {
        let oldest = ContinuousClock.now - limit
        let late = state.withLock { state in
            let late = state.running.filter { $0.value.started < oldest }
            for id in late.keys { state.running.removeValue(forKey: id) }
            return late.values.map(\.context)
        }
        for context in late {
            context.logger.warning(
                "Closed the connection of a request that took too long",
                metadata: ["http.route": "\(context.endpointPath ?? "none")"]
            )
            context.channel.close(promise: nil)
        }
    }
}
