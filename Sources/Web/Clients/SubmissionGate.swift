import Hummingbird
import Logging
import NIOCore
import ServiceRequests
import Synchronization

/// Keeps one client from flooding a city with reports, and notices what is unlike the reports of people.
///
/// Somewhat more than usual is no reason to refuse: a street of telephones may share one address. It goes into quarantine,
/// and only what is far beyond is told to wait.
///
/// Counted is by address, of IPv6 by the network of a household (/64) and of a site (/48), for within its own network a
/// client has as many addresses as it likes. An address of the machine itself or of a private network is never counted: it is
/// the city's own, or a proxy that was not named, behind which everybody would look like one.
final class SubmissionGate: Sendable {
    /// What came from where.
    private struct Books {
        /// Usual: beyond it is suspicious, four times as much is refused.
        let clients: PaceBook<NetworkAddress>
        let sites: PaceBook<NetworkAddress>
        /// What is let through though it is suspicious.
        let busyClients: PaceBook<NetworkAddress>
        let busySites: PaceBook<NetworkAddress>

        init(_ perHour: Int) {
            func book(_ times: Int) -> PaceBook<NetworkAddress> {
                PaceBook(Pace(perHour * times, in: .seconds(3600)), most: SubmissionGate.most)
            }
            clients = book(1)
            sites = book(SubmissionGate.households)
            busyClients = book(SubmissionGate.patience)
            busySites = book(SubmissionGate.households * SubmissionGate.patience)
        }
    }

    /// How many households a site is taken for.
    private static let households = 4
    /// How many times as much as usual is taken beyond it, into quarantine.
    private static let patience = 3
    /// The most addresses that each of four books remembers, some 10 MB of them.
    private static let most = 100_000
    /// What never comes from the internet: RFC 1918, 1122, 3927, 4193, 4291.
    private static let ownNetworks = [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "::1", "fc00::/7",
        "fe80::/10",
    ].compactMap { NetworkRange($0) }

    private let proxies: TrustedProxies
    private let logger: Logger
    private let perHour: Int?
    private let books: Books?
    private let watch = ReportWatch()
    private let hasWarned = Atomic(false)

    /// Takes so many reports an hour from one client as usual, all of them at once if need be; nil for as many as come,
    /// and nothing is suspicious.
    init(_ perHour: Int?, behind proxies: TrustedProxies, logger: Logger) {
        self.proxies = proxies
        self.logger = logger
        self.perHour = perHour
        books = perHour.map { Books($0) }
    }

    /// Another with the same rules that counts for itself.
    func another() -> SubmissionGate { SubmissionGate(perHour, behind: proxies, logger: logger) }

    /// Counts a report; throws a refusal with how long to wait where far too many come.
    func enter(_ request: Request, _ context: DispatchContext) throws(Refusal) -> SubmissionEntry {
        let peer = context.channel.remoteAddress?.ipAddress.flatMap { NetworkAddress($0) }
        guard let books, let client = proxies.client(peer: peer, request.headers) else { return SubmissionEntry() }
        let isOwn = Self.ownNetworks.contains { $0.contains(client) }
        if client == peer, request.headers[.forwardedFor] != nil { warn(isOwn: isOwn) }
        guard !isOwn else { return SubmissionEntry() }
        let isShort = client.bytes.count == 4
        let household = isShort ? client : client.network(64)
        let site = isShort ? nil : client.network(48)
        let isUsual = books.clients.take(household) == nil && site.flatMap { books.sites.take($0) } == nil
        if isUsual { return SubmissionEntry(watch: watch, household: household) }
        let wait = books.busyClients.take(household) ?? site.flatMap { books.busySites.take($0) }
        guard let wait else { return SubmissionEntry(watch: watch, household: household, suspicion: .busyClient) }
        throw Refusal(
            .tooManyRequests,
            "too_many_requests",
            "expected at most \(books.clients.pace.burst) reports an hour from one address, found far more; "
                + "wait and send it again",
            headers: [.retryAfter: String(max(wait.components.seconds + 1, 1))]
        )
    }

    private func warn(isOwn: Bool) {
        guard !hasWarned.exchange(true, ordering: .relaxed) else { return }
        // Not its address: it may be somebody's own, who wrote the header by hand.
        logger.warning(
            isOwn
                ? "A proxy in front is not named, so nobody's reports are counted"
                : "A report named hops behind an address that is no named proxy's; if one stands in front, all behind it are one",
            metadata: ["remedy": "--trusted-proxies with its address"]
        )
    }
}
