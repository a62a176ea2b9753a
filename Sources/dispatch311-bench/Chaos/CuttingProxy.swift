import NIOCore
import NIOPosix

/// Stands between the load and a server, passes bytes on, and resets connections in the middle of them when told to.
final class CuttingProxy: Sendable {
    let url: String
    let plan: CutPlan
    private let channel: any Channel

    private init(channel: any Channel, plan: CutPlan) {
        self.channel = channel
        self.plan = plan
        url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    /// Listens at a port of its own in front of a port.
    static func open(before port: Int, _ plan: CutPlan) async throws -> CuttingProxy {
        let group = MultiThreadedEventLoopGroup.singleton
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { inner in
                ClientBootstrap(group: inner.eventLoop)
                    .connectTimeout(.seconds(2))
                    .connect(host: "127.0.0.1", port: port)
                    .flatMapThrowing { outer in
                        try inner.pipeline.syncOperations.addHandler(ProxyLink(to: outer, side: .request, plan: plan))
                        try outer.pipeline.syncOperations.addHandler(ProxyLink(to: inner, side: .reply, plan: plan))
                    }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return CuttingProxy(channel: channel, plan: plan)
    }

    func close() async { try? await channel.close() }
}
