import Testing

@testable import Web

@Suite struct NetworkAddressTests {
    @Test(
        arguments: [
            ("192.0.2.1", [192, 0, 2, 1]), ("::ffff:192.0.2.1", [192, 0, 2, 1]), ("::FFFF:c000:0201", [192, 0, 2, 1]),
            ("2001:db8::1", [0x20, 1, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [1]),
            ("fe80::1%eth0", [0xFE, 0x80] + Array(repeating: 0, count: 13) + [1]),
        ] as [(String, [UInt8])]
    )
    func `an address is its bytes, and one of IPv4 within IPv6 is the one of IPv4`(text: String, bytes: [UInt8]) {
        #expect(NetworkAddress(text)?.bytes == bytes)
    }

    @Test(arguments: ["", "192.0.2", "192.0.2.256", "192.0.2.1:80", "::g", "1::2::3", "localhost", "[::1]", " ::1"])
    func `what is none is none`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("192.0.2.1:4711", "192.0.2.1"), ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]:4711", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1"),
        // The last colon of an IPv6 address begins no port.
        ("2001:db8::1:4711", "2001:db8::1:4711"), ("[::ffff:192.0.2.1]:80", "192.0.2.1"),
    ])
    func `a hop has a port or none`(hop: String, address: String) {
        #expect(NetworkAddress(hop: hop) == NetworkAddress(address))
        #expect(NetworkAddress(hop: hop) != nil)
    }

    @Test(arguments: [
        "unknown", "_hidden", "192.0.2.1:", "192.0.2.1:port", "192.0.2.1:70000", "[2001:db8::1", "[2001:db8::1]4711",
        "[192.0.2.1]:80", "[]:80", "",
    ])
    func `a hop that names no address is none`(hop: String) {
        #expect(NetworkAddress(hop: hop) == nil)
    }

    @Test(arguments: [
        ("192.0.2.255", 24, "192.0.2.0"), ("192.0.2.255", 32, "192.0.2.255"), ("192.0.2.255", 0, "0.0.0.0"),
        ("192.0.2.255", 25, "192.0.2.128"), ("192.0.2.255", 64, "192.0.2.255"),
        ("2001:db8:1:2:3:4:5:6", 64, "2001:db8:1:2::"), ("2001:db8:1:2:3:4:5:6", 48, "2001:db8:1::"),
        ("2001:db8:1:2:3:4:5:6", 61, "2001:db8:1::"),
    ])
    func `a network is the first bits`(address: String, bits: Int, network: String) {
        #expect(NetworkAddress(address)?.network(bits) == NetworkAddress(network))
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.0.0.0/8", "::ffff:10.1.1.1", true),
        ("10.0.0.0/8", "a00::1", false), ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false), ("::/0", "::1", true),
        ("::/0", "192.0.2.1", false), ("0.0.0.0/0", "192.0.2.1", true),
    ])
    func `a range holds its own kind of address alone`(range: String, address: String, isIn: Bool) throws {
        let range = try #require(NetworkRange(range))
        let client = try #require(NetworkAddress(address))
        #expect(range.contains(client) == isIn)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/", "/8", "::/129", "::/+1"])
    func `what is no range, or has bits behind its length, is none`(text: String) {
        #expect(NetworkRange(text) == nil)
    }
}
