import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Keeps one client from flooding a city with reports.
///
/// Counted is by address, of IPv6 by the network of a household (/64) and of a site (/48), for within its own network a
/// client has as many addresses as it likes. An address of the machine itself or of a private network is never counted: it is
/// the city's own, or a proxy that was not named, behind which everybody would look like one.
final class SubmissionGate: Sendable {
    /// How many households a site is taken for.
    private static let households = 4
    /// The most addresses that are remembered, some 10 MB of them.
    private static let most = 100_000
    /// What never comes from the internet: RFC 1918, 1122, 3927, 4193, 4291.
    private static let ownNetworks = [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "::1", "fc00::/7",
        "fe80::/10",
    ].compactMap { NetworkRange($0) }

    private let proxies: TrustedProxies
    private let logger: Logger
    private let clients: PaceBook<NetworkAddress>?
    private let sites: PaceBook<NetworkAddress>?
    private let hasWarned = Atomic(false)

    /// Lets so many reports an hour through from one client, all of them at once if need be; nil for as many as come.
    init(_ perHour: Int?, behind proxies: TrustedProxies, logger: Logger) {
        self.proxies = proxies
        self.logger = logger
        clients = perHour.map { PaceBook(Pace($0, in: .seconds(3600)), most: Self.most) }
        sites = perHour.map { PaceBook(Pace($0 * Self.households, in: .seconds(3600)), most: Self.most) }
    }

    /// Counts a report; throws a refusal with how long to wait where it is one too many.
    func enter(_ request: Request, _ context: DispatchContext) throws(Refusal) {
        let peer = context.channel.remoteAddress?.ipAddress.flatMap { NetworkAddress($0) }
        guard let clients, let sites, let client = proxies.client(peer: peer, request.headers) else { return }
        guard !Self.ownNetworks.contains(where: { $0.contains(client) }) else {
            if client == peer, request.headers[.forwardedFor] != nil { warn() }
            return
        }
        let isShort = client.bytes.count == 4
        let household = isShort ? client : client.network(64)
        let wait = clients.take(household) ?? (isShort ? nil : sites.take(client.network(48)))
        guard let wait else { return }
        throw Refusal(
            .tooManyRequests,
            "too_many_requests",
            "expected at most \(clients.pace.burst) reports an hour from one address, found more; wait and send it again",
            headers: [.retryAfter: String(max(wait.components.seconds + 1, 1))]
        )
    }

    private func warn() {
        guard !hasWarned.exchange(true, ordering: .relaxed) else { return }
        // Not its address: it may be somebody's own.
        logger.warning(
            "A proxy in front is not named, so nobody's reports are counted",
            metadata: ["remedy": "--trusted-proxies with its address"]
        )
    }
}
