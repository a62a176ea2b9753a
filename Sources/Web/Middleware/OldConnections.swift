import NIOCore
import NIOHTTP1

/// Ends the connection of an HTTP/1.0 client (lynx is one) after its answer: its end is how such a client knows that it
/// has everything.
///
/// Hummingbird is not told the version of a request, but closes after one that says `Connection: close`: this writes it
/// in, where requests still carry their version.
final class OldConnections: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), head.version != .http1_1 else {
            return context.fireChannelRead(data)
        }
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}

extension OldConnections {
    /// Puts it right behind the decoder: Hummingbird has room for handlers only behind its own translation of requests.
    final class Place: ChannelInboundHandler, RemovableChannelHandler, Sendable {
        typealias InboundIn = NIOAny

        func handlerAdded(context: ChannelHandlerContext) {
            let pipeline = context.pipeline.syncOperations
            do {
                let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
                try pipeline.addHandler(OldConnections(), position: .after(decoder))
            } catch {
                context.fireErrorCaught(error)
            }
        }
    }
}
