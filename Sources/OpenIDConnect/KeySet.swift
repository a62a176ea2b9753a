#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The keys a provider publishes (RFC 7517), as far as we can use them.
struct KeySet: Sendable, Hashable {
    /// The most keys that are looked at.
    static let maximum = 50

    let keys: [SigningKey]

    private struct Wire: Decodable {
        let keys: [Entry]
    }

    /// A key of a kind we do not know is left out, and its neighbours stay.
    private struct Entry: Decodable {
        let key: SigningKey?

        init(from decoder: any Decoder) throws {
            key = try? SigningKey(from: decoder)
        }
    }

    init(_ bytes: [UInt8]) throws(OpenIDError) {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(bytes)) else {
            throw .unusable(.keys, "expected a set of keys, found something else")
        }
        keys = wire.keys.prefix(Self.maximum).compactMap(\.key)
    }

    /// Those that may have signed a token.
    func keys(for algorithm: SigningAlgorithm, name: String?) -> [SigningKey] {
        keys.filter { $0.fits(algorithm, name: name) }
    }
}
