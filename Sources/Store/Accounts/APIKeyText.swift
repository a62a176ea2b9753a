import Crypto

/// A bearer key: `d311_` + 8 characters that name it + `_` + 52 that are the secret (256 bits in base 32).
///
/// The fixed beginning lets scanners find keys that leaked into a repository.
public struct APIKeyText: Sendable, Hashable {
    /// The whole key, a secret: never logged, never stored.
    public let text: String

    /// How each begins.
    public static let beginning = "d311_"
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// Reads a key; nil for what cannot be one.
    public init?(_ text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "d311", parts[1].count == 8, parts[2].count == 52,
            parts[1].allSatisfy(Self.alphabet.contains), parts[2].allSatisfy(Self.alphabet.contains)
        else { return nil }
        self.text = text
    }

    private init(prefix: String, secret: String) {
        text = Self.beginning + prefix + "_" + secret
    }

    /// The readable part, which names the key in lists and logs.
    public var prefix: String { String(text.dropFirst(Self.beginning.count).prefix(8)) }

    /// SHA-256 of the whole key: a random 256-bit secret needs no slower hash.
    var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// Makes a key from the system's randomness.
    static func random() -> APIKeyText {
        var generator = SystemRandomNumberGenerator()
        func characters(_ count: Int) -> String {
            String((0..<count).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] })
        }
        return APIKeyText(prefix: characters(8), secret: characters(52))
    }
}
