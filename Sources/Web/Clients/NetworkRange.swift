/// A range of addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
public struct NetworkRange: Sendable, Hashable {
    /// As it was written.
    public let text: String

    private let network: NetworkAddress
    private let bits: Int

    /// Reads a range; nil where the address or the length cannot be one, or bits are set behind the length, which is
    /// nearly always a mistake.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = NetworkAddress(parts[0]) else { return nil }
        let width = address.bytes.count * 8
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let bits = Int(parts[1]), bits <= width else {
                return nil
            }
            self.bits = bits
        } else {
            bits = width
        }
        network = address.network(bits)
        guard network == address else { return nil }
        self.text = text
    }

    /// Whether an address lies in it; one of the other kind never does.
    func contains(_ address: NetworkAddress) -> Bool {
        address.bytes.count == network.bytes.count && address.network(bits) == network
    }
}
