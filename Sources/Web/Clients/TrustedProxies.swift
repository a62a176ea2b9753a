import HTTPTypes

/// The proxies whose word on who asks is taken, and who that is.
///
/// What a client writes into `X-Forwarded-For` itself stands left of what proxies add on the right. So the hops are read
/// from the right for as long as each was added by a proxy that is trusted, and nothing beyond is believed.
public struct TrustedProxies: Sendable, Hashable {
    /// Their addresses; none where clients connect themselves.
    public let ranges: [NetworkRange]

    /// The most hops that are looked at.
    private static let mostHops = 20

    /// Trusts these.
    public init(_ ranges: [NetworkRange] = []) {
        self.ranges = ranges
    }

    /// The address of the client; nil where not even the connection has one, as in tests without a socket.
    ///
    /// - Parameters:
    ///   - peer: the other end of the connection.
    ///   - fields: the request's; only `X-Forwarded-For` of a trusted peer is read, several of them as one list.
    /// - Returns: the right-most address that no trusted proxy has; where something there is no address, the proxy that
    ///   passed it on, who has to answer for it.
    func client(peer: NetworkAddress?, _ fields: HTTPFields) -> NetworkAddress? {
        guard var known = peer, isTrusted(known) else { return peer }
        let hops = fields[values: .forwardedFor].joined(separator: ",").split(
            separator: ",",
            omittingEmptySubsequences: false
        )
        for hop in hops.suffix(Self.mostHops).reversed() {
            guard let address = NetworkAddress(hop: hop.drop { $0 == " " }.trimmingSuffix { $0 == " " }) else {
                return known
            }
            known = address
            if !isTrusted(address) { return address }
        }
        return known
    }

    private func isTrusted(_ address: NetworkAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }
}

extension Substring {
    fileprivate func trimmingSuffix(_ isLeftOut: (Character) -> Bool) -> Substring {
        guard let last = lastIndex(where: { !isLeftOut($0) }) else { return "" }
        return self[...last]
    }
}
