import NIOCore
import NIOPosix
import Synchronization

/// A client that listens to a stream of events for as long as a test does.
final class LiveStream: Sendable {
    private final class Ear: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        let heard = Mutex("")
        let isOver = Mutex(false)

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let text = String(buffer: unwrapInboundIn(data))
            heard.withLock { $0 += text }
        }

        func channelInactive(context: ChannelHandlerContext) {
            isOver.withLock { $0 = true }
        }
    }

    private let ear: Ear
    private let channel: any Channel

    /// Everything that came so far, the answer's head too.
    var text: String { ear.heard.withLock { $0 } }
    /// Whether the server has closed the connection.
    var isOver: Bool { ear.isOver.withLock { $0 } }
    /// How many changes came.
    var changes: Int { text.split(separator: "event: changed\n", omittingEmptySubsequences: false).count - 1 }
    /// How many lines came that say nothing.
    var beats: Int { text.split(separator: "\r\n:\n\n", omittingEmptySubsequences: false).count - 1 }

    private init(_ ear: Ear, _ channel: any Channel) {
        self.ear = ear
        self.channel = channel
    }

    /// Hangs up.
    func close() async throws { try await channel.close() }

    /// Listens to an address of a live server and hangs up afterwards.
    static func with<R>(
        _ path: String,
        port: Int,
        method: String = "GET",
        headers: [String: String] = [:],
        _ body: (LiveStream) async throws -> R
    ) async throws -> R {
        let ear = Ear()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in channel.pipeline.addHandler(ear) }
            .connect(host: "127.0.0.1", port: port)
            .get()
        let fields = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        try await channel.writeAndFlush(
            ByteBuffer(string: "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
        )
        let result: Result<R, any Error>
        do {
            result = .success(try await body(LiveStream(ear, channel)))
        } catch {
            result = .failure(error)
        }
        // The server may have hung up first.
        try? await channel.close()
        return try result.get()
    }
}
