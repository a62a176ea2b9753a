import Glibc

/// An address of IPv4 or IPv6, as its bytes.
///
/// An IPv4 address inside IPv6 (`::ffff:192.0.2.1`, RFC 4291, 2.5.5.2) is the IPv4 address: a socket for both kinds names
/// it so.
struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16 bytes.
    let bytes: [UInt8]

    /// Longer texts are no address.
    private static let longest = 64
    private static let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]

    /// Reads an address as it is written, without a port; a zone (`%eth0`) is left out.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.longest else { return nil }
        let plain = String(text.prefix { $0 != "%" })
        if let bytes = Self.bytes(plain, family: AF_INET, count: 4) {
            self.bytes = bytes
        } else if let bytes = Self.bytes(plain, family: AF_INET6, count: 16) {
            self.bytes = bytes.starts(with: Self.mapped) ? Array(bytes.suffix(4)) : bytes
        } else {
            return nil
        }
    }

    /// Reads an address with or without a port, as proxies write hops: `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`,
    /// `[2001:db8::1]:4711`.
    ///
    /// A colon alone says nothing: an IPv6 address is full of them.
    init?(hop text: some StringProtocol) {
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]"), Self.isPort(text[text.index(after: end)...]) else { return nil }
            self.init(text[text.index(after: text.startIndex)..<end])
            guard bytes.count == 16 || text.contains("::ffff:") else { return nil }
            return
        }
        guard let colon = text.firstIndex(of: ":"), text.lastIndex(of: ":") == colon else {
            self.init(text)
            return
        }
        guard Self.isPort(text[colon...]) else { return nil }
        self.init(text[..<colon])
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// As it is written, IPv6 in all eight groups.
    var description: String { Self.written(bytes) }

    /// The network of the first bits, the others being 0; more bits than there are means the address itself.
    func network(_ bits: Int) -> NetworkAddress {
        var bytes = bytes
        for index in bytes.indices {
            let kept = min(max(bits - index * 8, 0), 8)
            bytes[index] &= kept == 0 ? 0 : ~UInt8(0) << UInt8(8 - kept)
        }
        return NetworkAddress(bytes: bytes)
    }

    private static func written(_ bytes: [UInt8]) -> String {
        guard bytes.count == 16 else { return bytes.map { "\($0)" }.joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }

    private static func isPort(_ text: some StringProtocol) -> Bool {
        text.isEmpty || text.first == ":" && UInt16(text.dropFirst()) != nil
    }

    private static func bytes(_ text: String, family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
