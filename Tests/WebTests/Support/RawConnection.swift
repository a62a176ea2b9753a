import NIOCore
import NIOPosix

/// A connection on which a test writes exactly the bytes it wants.
enum RawConnection {
    /// A connection to read from and write to.
    static func open(port: Int) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// Sends bytes and gives all that comes back until the server closes its side.
    ///
    /// Throws when the server has not closed after a minute: what is waited for comes long before, but on a machine that
    /// runs a thousand tests at once nothing comes at once.
    static func exchange(_ bytes: String, port: Int) async throws -> String {
        let channel = try await open(port: port)
        return try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask {
                try await channel.executeThenClose { inbound, outbound in
                    try await outbound.write(ByteBuffer(string: bytes))
                    var text = ""
                    for try await part in inbound { text += String(buffer: part) }
                    return text
                }
            }
            group.addTask {
                try await Task.sleep(for: .seconds(60))
                throw Missing(what: "the server's end of the connection")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? ""
        }
    }

    /// Sends bytes, waits for something to have happened, and hangs up without reading an answer.
    static func abandon(_ bytes: String, port: Int, after event: () async throws -> Void) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port)
            .get()
        try await channel.writeAndFlush(ByteBuffer(string: bytes))
        try await event()
        // The server may have hung up first.
        try? await channel.close()
    }
}
