public import Logging
public import ServiceLifecycle

/// Hears what other sessions say with `NOTIFY`, on a connection and a thread of its own.
///
/// Notifications are hints, never the truth: what is said while the connection is down, or faster than `events` is read,
/// is lost. Each `.connected` says so: read the tables then, and every now and then anyway.
public final class PostgresListener: Service, Sendable {
    /// What a listener tells.
    public enum Event: Hashable, Sendable {
        /// It listens from now on; anything may have been missed before.
        case connected
        /// Somebody said something.
        case notification(PostgresNotification)
    }

    /// What is heard, for one reader; ends with `run()`.
    ///
    /// When the reader falls behind, the oldest events are dropped and a `.connected` is put behind the newest.
    public let events: AsyncStream<Event>

    private let continuation: AsyncStream<Event>.Continuation
    private let configuration: PostgresConfiguration
    private let channels: [String]
    private let silence: Duration
    private let logger: Logger

    /// Makes a listener without connecting; `run()` does that.
    ///
    /// `silence` is how long the server may say nothing before it is asked whether it is still there, `capacity` how many
    /// events are kept for the reader.
    public init(
        configuration: PostgresConfiguration,
        channels: [String],
        capacity: Int = 256,
        silence: Duration = .seconds(30),
        logger: Logger
    ) {
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(max(2, capacity)))
        self.configuration = configuration
        self.channels = channels
        self.silence = silence
        self.logger = logger
    }

    /// Listens, reconnecting as often as needed, until a graceful shutdown or cancellation.
    public func run() async throws {
        let wakeUp = try WakeUp()
        await withTaskCancellationOrGracefulShutdownHandler {
            await listen(until: wakeUp)
        } onCancelOrGracefulShutdown: {
            wakeUp.signal()
        }
        continuation.finish()
    }

    private func listen(until wakeUp: WakeUp) async {
        var failures = 0
        let lines = Throttle(interval: .seconds(60))
        while !wakeUp.isSignalled {
            do throws(PostgresError) {
                let connection = try await PostgresConnection.open(configuration)
                let error = await hear(connection, until: wakeUp) {
                    failures = 0
                    lines.reset()
                }
                await connection.close()
                guard let error else { return }
                throw error
            } catch {
                if let keptBack = lines.pass() {
                    logger.warning(
                        "not listening to the database",
                        metadata: [
                            "error": "\(String(reflecting: error))", "attempt": "\(failures + 1)",
                            "lines.kept-back": "\(keptBack)",
                        ]
                    )
                }
            }
            await pause(failures: failures)
            failures += 1
        }
    }

    /// Passes on what is heard until the wake-up or an error, which is returned.
    private func hear(
        _ connection: PostgresConnection,
        until wakeUp: WakeUp,
        _ hasConnected: () -> Void
    ) async -> PostgresError? {
        do throws(PostgresError) {
            try await connection.listen(to: channels)
            hasConnected()
            tell(.connected)
            while !wakeUp.isSignalled {
                for notification in try await connection.nextNotifications(or: wakeUp, silence: silence) {
                    tell(.notification(notification))
                }
            }
            return nil
        } catch {
            return error
        }
    }

    private func tell(_ event: Event) {
        if case .dropped = continuation.yield(event), event != .connected { continuation.yield(.connected) }
    }

    // 50 ms, 100 ms, … up to 3.2 s, of which chance takes away up to a half.
    private func pause(failures: Int) async {
        let length = Duration.milliseconds(50 << min(failures, 6)) * Double.random(in: 0.5...1)
        await cancelWhenGracefulShutdown { try? await Task.sleep(for: length) }
    }
}
