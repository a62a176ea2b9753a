import HTTPTypes
import Testing

@testable import Web

@Suite struct TrustedProxiesTests {
    private static let proxies = TrustedProxies(["10.0.0.0/8", "2001:db8::/32"].compactMap { NetworkRange($0) })

    @Test(arguments: [
        // Nobody's word but a trusted proxy's.
        ("192.0.2.1", ["198.51.100.7"], "192.0.2.1"), ("192.0.2.1", [], "192.0.2.1"),
        ("10.0.0.1", ["198.51.100.7"], "198.51.100.7"), ("10.0.0.1", [], "10.0.0.1"),
        // What the client wrote itself stands on the left.
        ("10.0.0.1", ["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["10.9.9.9, 198.51.100.7, 10.0.0.2"], "198.51.100.7"),
        ("10.0.0.1", ["203.0.113.9", "198.51.100.7,10.0.0.2"], "198.51.100.7"),
        ("10.0.0.1", ["198.51.100.7:4711"], "198.51.100.7"), ("10.0.0.1", ["[2a00::1]:4711"], "2a00::1"),
        ("10.0.0.1", ["2a00::1:4711"], "2a00::1:4711"), ("2001:db8::1", ["2a00::1, 2001:db8::2"], "2a00::1"),
        // Who passes on what is no address answers for it.
        ("10.0.0.1", ["unknown"], "10.0.0.1"), ("10.0.0.1", ["198.51.100.7, rubbish, 10.0.0.2"], "10.0.0.2"),
        ("10.0.0.1", ["198.51.100.7,"], "10.0.0.1"),
        // All of them are ours.
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
    ])
    func `the client is the right-most hop that no trusted proxy has`(peer: String, hops: [String], client: String) {
        var fields = HTTPFields()
        for hop in hops { fields.append(HTTPField(name: .forwardedFor, value: hop)) }
        #expect(Self.proxies.client(peer: NetworkAddress(peer), fields) == NetworkAddress(client))
    }

    @Test func `a thousand hops are no work, and cannot lead beyond what is looked at`() {
        let fields: HTTPFields = [
            .forwardedFor: (["198.51.100.7"] + Array(repeating: "10.0.0.2", count: 1000)).joined(separator: ",")
        ]
        #expect(Self.proxies.client(peer: NetworkAddress("10.0.0.1"), fields) == NetworkAddress("10.0.0.2"))
    }
}
