import Glibc
import NIOCore
import NIOPosix

/// One direction of a proxied connection.
final class ProxyLink: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let partner: any Channel
    private let side: CutPlan.Side
    private let plan: CutPlan
    private var isCut = false

    init(to partner: any Channel, side: CutPlan.Side, plan: CutPlan) {
        self.partner = partner
        self.side = side
        self.plan = plan
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isCut else { return }
        var bytes = unwrapInboundIn(data)
        guard let ration = plan.ration(of: bytes.readableBytes, on: side) else {
            partner.writeAndFlush(bytes, promise: nil)
            return
        }
        isCut = true
        let (own, partner) = (context.channel, partner)
        let head = bytes.readSlice(length: ration) ?? ByteBuffer()
        // What is still let through has left before the reset; both sides are on one event loop.
        partner.writeAndFlush(head).whenComplete { _ in
            Self.reset(partner)
            Self.reset(own)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        // Everything read before has been written to the partner: it ends after it.
        partner.close(promise: nil)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// Closes so that the other end is told of a reset, not of an end.
    private static func reset(_ channel: any Channel) {
        guard let options = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
        options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
    }
}
