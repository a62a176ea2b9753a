import NIOCore
import NIOPosix

/// A keep-alive connection that sends rendered bytes and reads of an answer what has to be known.
final class LeanConnection: Sendable {
    /// What has to be known of an answer.
    struct Answer: Sendable {
        /// 0 where no whole answer came.
        let status: Int
        let hasRetryAfter: Bool
        /// The body of a 200; others are not kept.
        let body: [UInt8]

        static let none = Answer(status: 0, hasRetryAfter: false, body: [])
    }

    private let channel: any Channel

    private init(channel: any Channel) { self.channel = channel }

    static func open(_ port: Int) async throws -> LeanConnection {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(10))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(LeanReader())
                    return channel
                }
            }
        return LeanConnection(channel: channel)
    }

    var isOpen: Bool { channel.isActive }

    /// How long an answer is waited for; the server gives a request twice as long, but promises to refuse at once.
    static let patience: TimeAmount = .seconds(30)

    /// Sends one request and waits for its answer.
    ///
    /// Gives `.none` and closes the connection when none came in time or the task was cancelled.
    func send(_ bytes: ByteBuffer) async -> Answer {
        let promise = channel.eventLoop.makePromise(of: Answer.self)
        channel.eventLoop.execute { [channel] in
            guard let reader = try? channel.pipeline.syncOperations.handler(type: LeanReader.self), channel.isActive
            else { return promise.succeed(.none) }
            reader.waiting = promise
            channel.writeAndFlush(bytes, promise: nil)
        }
        let deadline = channel.eventLoop.scheduleTask(in: Self.patience) { [channel] in
            promise.succeed(.none)
            channel.close(promise: nil)
        }
        let answer = await withTaskCancellationHandler {
            try? await promise.futureResult.get()
        } onCancel: { [channel] in
            promise.succeed(.none)
            channel.close(promise: nil)
        }
        deadline.cancel()
        return answer ?? .none
    }

    func close() async { try? await channel.close() }
}
