/// The name of a kept photo or document: 128 random bits, which nobody guesses and which say nothing.
public struct PhotoName: Sendable, Hashable {
    /// 32 small hexadecimal digits.
    public let text: String
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// Makes a new one.
    public init() {
        var generator = SystemRandomNumberGenerator()
        self.init(sixteen: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// Reads one from an address; nil for anything but its 32 small digits.
    public init?(_ text: String) {
        let digits = text.utf8.compactMap { byte in
            Character(UnicodeScalar(byte)).isUppercase ? nil : Character(UnicodeScalar(byte)).hexDigitValue
        }
        guard text.utf8.count == 32, digits.count == 32 else { return nil }
        self.init(sixteen: (0..<16).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) })
    }

    /// Takes what a database kept; nil for anything but 16 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.init(sixteen: bytes)
    }

    private init(sixteen bytes: [UInt8]) {
        self.bytes = bytes
        text = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension PhotoName: CustomStringConvertible {
    /// The 32 digits.
    public var description: String { text }
}
