#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How a token says it is signed, before anything of it is believed.
struct IDTokenHeader: Sendable, Hashable {
    /// The longest token that is looked at, in bytes.
    static let longest = 16 << 10

    let algorithm: SigningAlgorithm
    /// The name of the key.
    let key: String?

    private struct Wire: Decodable {
        let alg: String
        let kid: String?
        let crit: [String]?
    }

    init(of token: String) throws(IDTokenFault) {
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard token.utf8.count <= Self.longest, parts.count == 3, let header = Self.bytes(parts[0]),
            let wire = try? JSONDecoder().decode(Wire.self, from: header)
        else { throw .malformed }
        guard let algorithm = SigningAlgorithm(rawValue: wire.alg) else { throw .algorithm }
        // What must be understood (RFC 7515, 4.1.11) is nothing we know.
        guard wire.crit == nil else { throw .malformed }
        self.algorithm = algorithm
        key = wire.kid
    }

    private static func bytes(_ part: Substring.UTF8View) -> Data? {
        let plain = part.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - plain.count % 4) % 4)
        return Data(base64Encoded: Data(plain + padding))
    }
}
