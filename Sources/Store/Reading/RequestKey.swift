import ServiceRequests

/// What a private link carries: who knows it is taken for the resident who sent the request.
///
/// It has no description and cannot be compared but by `matches`, so that it gets into no log and no list.
public struct RequestKey: Sendable {
    /// 32 small hexadecimal digits, for the resident's own links only.
    public let text: String

    private let bytes: [UInt8]

    /// Reads one from an address; nil for anything but its 32 digits.
    public init?(_ text: String) {
        guard let bytes = [UInt8](hexadecimal: text) else { return nil }
        self.init(bytes: bytes)
    }

    /// Takes a request's secret from the tables; nil for anything but 128 bits.
    init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
        text = bytes.hexadecimal
    }

    /// Whether it is this secret, in a time that does not depend on how much of it is.
    public func matches(_ secret: [UInt8]) -> Bool {
        guard secret.count == bytes.count else { return false }
        var difference: UInt8 = 0
        for (one, other) in zip(bytes, secret) { difference |= one ^ other }
        return difference == 0
    }
}
