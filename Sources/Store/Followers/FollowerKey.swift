import ServiceRequests

/// What the links of a follower's mails carry: who knows it may confirm and end the following.
public struct FollowerKey: Sendable, Hashable {
    /// 32 small hexadecimal digits, for the follower's own mails only.
    public let text: String
    /// The same as 16 bytes.
    public let bytes: [UInt8]

    /// Makes a new one of 128 random bits.
    init() {
        bytes = .random(count: 16)
        text = bytes.hexadecimal
    }

    /// Reads one from an address; nil for anything but its 32 digits.
    public init?(_ text: String) {
        guard let bytes = [UInt8](hexadecimal: text) else { return nil }
        self.init(bytes: bytes)
    }

    /// Takes one from the tables; nil for anything but 128 bits.
    init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        (self.bytes, text) = (bytes, bytes.hexadecimal)
    }
}
