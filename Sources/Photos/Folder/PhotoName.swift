import ServiceRequests

/// The name of a kept photo or document: 128 random bits, which nobody guesses and which say nothing.
public struct PhotoName: Sendable, Hashable {
    /// 32 small hexadecimal digits.
    public let text: String
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// Makes a new one.
    public init() {
        self.init(sixteen: .random(count: 16))
    }

    /// Reads one from an address; nil for anything but its 32 small digits.
    public init?(_ text: String) {
        guard let bytes = [UInt8](hexadecimal: text), bytes.count == 16 else { return nil }
        self.init(sixteen: bytes)
        // Files' names have one way of writing.
        guard self.text == text else { return nil }
    }

    /// Takes what a database kept; nil for anything but 16 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.init(sixteen: bytes)
    }

    private init(sixteen bytes: [UInt8]) {
        self.bytes = bytes
        text = bytes.hexadecimal
    }
}

extension PhotoName: CustomStringConvertible {
    /// The 32 digits.
    public var description: String { text }
}
