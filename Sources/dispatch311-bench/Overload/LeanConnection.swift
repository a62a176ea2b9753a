import Glibc
import NIOCore
import NIOPosix

/// A keep-alive connection that sends rendered bytes and reads of an answer what has to be known.
final class LeanConnection: Sendable {
    /// What has to be known of an answer.
    struct Answer: Sendable {
        /// 0 where no whole answer came.
        let status: Int
        let hasRetryAfter: Bool
        let body: String

        static let none = Answer(status: 0, hasRetryAfter: false, body: "")
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

    /// Sends one request and waits for its answer.
    func send(_ bytes: ByteBuffer) async -> Answer {
        let promise = channel.eventLoop.makePromise(of: Answer.self)
        channel.eventLoop.execute { [channel] in
            guard let reader = try? channel.pipeline.syncOperations.handler(type: LeanReader.self), channel.isActive
            else { return promise.succeed(.none) }
            reader.waiting = promise
            channel.writeAndFlush(bytes, promise: nil)
        }
        return (try? await promise.futureResult.get()) ?? .none
    }

    func close() async { try? await channel.close() }
}

/// Reads answers with a Content-Length, one at a time.
final class LeanReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var buffer = ByteBuffer()
    var waiting: EventLoopPromise<LeanConnection.Answer>?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        buffer.writeBuffer(&bytes)
        guard let answer = whole() else { return }
        if answer.closes { context.close(promise: nil) }
        let promise = waiting
        waiting = nil
        promise?.succeed(answer.answer)
    }

    func channelInactive(context: ChannelHandlerContext) {
        waiting?.succeed(.none)
        waiting = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private struct Whole {
        let answer: LeanConnection.Answer
        let closes: Bool
    }

    private func whole() -> Whole? {
        let view = buffer.readableBytesView
        let end = Array("\r\n\r\n".utf8)
        guard let range = view.firstRange(of: end) else { return nil }
        let head = String(decoding: view[view.startIndex..<range.lowerBound], as: UTF8.self).lowercased()
        var length = 0
        var (hasRetryAfter, closes) = (false, false)
        for line in head.split(separator: "\r\n").dropFirst() {
            if line.hasPrefix("content-length:") { length = Int(line.dropFirst(15).trimmingPrefix(" ")) ?? 0 }
            if line.hasPrefix("retry-after:") { hasRetryAfter = true }
            if line.hasPrefix("connection: close") { closes = true }
        }
        let headLength = range.upperBound - view.startIndex
        guard buffer.readableBytes >= headLength + length else { return nil }
        buffer.moveReaderIndex(forwardBy: headLength)
        let body = buffer.readString(length: length) ?? ""
        buffer.clear()
        let status = Int(head.dropFirst(9).prefix(3)) ?? 0
        return Whole(
            answer: LeanConnection.Answer(status: status, hasRetryAfter: hasRetryAfter, body: body),
            closes: closes
        )
    }
}
