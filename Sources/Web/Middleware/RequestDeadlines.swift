import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Closes the connections of requests that take too long, whoever is slow: one look at all of them every second
/// instead of a timer for each.
///
/// When the server stops, a client that is still sending its request is waited for a moment only: nothing of it has been
/// done, and it sends it again elsewhere.
final class RequestDeadlines: Service, Sendable {
    private struct Running {
        let end: ContinuousClock.Instant
        let context: DispatchContext
    }

    private struct State {
        var next: UInt64 = 0
        var running: [UInt64: Running] = [:]
        var reading: [UInt64: any Channel] = [:]
        var hurriedSince: ContinuousClock.Instant?
    }

    /// How long a client may still send when the server stops.
    private static let lastWords: Duration = .seconds(1)

    private let state = Mutex(State())
    private let limit: Duration

    /// Creates deadlines of which the shortest is `limit`.
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
    func watch<R>(_ context: DispatchContext, for limit: Duration, _ work: () async throws -> R) async throws -> R {
        let id = state.withLock { state in
            state.next += 1
            state.running[state.next] = Running(end: .now + limit, context: context)
            return state.next
        }
        defer { state.withLock { _ = $0.running.removeValue(forKey: id) } }
        return try await work()
    }

    /// Reads a request's body from a connection.
    func read(on channel: any Channel, _ work: () async throws -> Void) async throws {
        let id = beginReading(on: channel)
        defer { endReading(id) }
        try await work()
    }

    /// Notes that a request's body is being read from a connection, until `endReading` is told the number.
    func beginReading(on channel: any Channel) -> UInt64 {
        state.withLock { state in
            state.next += 1
            state.reading[state.next] = channel
            return state.next
        }
    }

    /// Notes that a body has been read, or will be read no more; saying so twice does no harm.
    func endReading(_ id: UInt64) {
        state.withLock { _ = $0.reading.removeValue(forKey: id) }
    }

    /// Says that the server stops.
    func hurry() {
        state.withLock { $0.hurriedSince = .now }
    }

    private func closeUnread() {
        let channels = state.withLock { state -> [any Channel] in
            guard let since = state.hurriedSince, .now - since >= Self.lastWords else { return [] }
            return Array(state.reading.values)
        }
        for channel in channels { channel.close(promise: nil) }
    }

    private func sweep() {
        closeUnread()
        let now = ContinuousClock.now
        let late = state.withLock { state in
            let late = state.running.filter { $0.value.end < now }
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
