import Crypto
import CryptoExtras
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A password as it is kept: scrypt (RFC 7914) with its settings and a salt of its own.
///
/// `$scrypt$ln=15,r=8,p=3$SALT$HASH`, salt and hash in base 64. Settings are read from the text, so they can be raised
/// without asking anybody for a new password.
struct PasswordHash: Sendable, Hashable {
    let text: String

    private static let saltBytes = 16
    private static let hashBytes = 32

    /// Reads a stored one.
    init(stored text: String) {
        self.text = text
    }

    /// Makes one with a new salt; long work, not for a cooperative thread.
    init?(of password: Password, at cost: PasswordCost) {
        let salt = [UInt8].random(count: Self.saltBytes)
        let (log, block, lanes) = (cost.logRounds, cost.blockSize, cost.parallelism)
        guard let hash = Self.derive(password, salt, log, block, lanes) else { return nil }
        text =
            "$scrypt$ln=\(log),r=\(block),p=\(lanes)$\(Data(salt).base64EncodedString())$\(Data(hash).base64EncodedString())"
    }

    /// One of a password that nobody has: comparing with it takes as long as with one that somebody has.
    static func decoy(at cost: PasswordCost) -> PasswordHash {
        let (salt, hash) = (Data(count: saltBytes).base64EncodedString(), Data(count: hashBytes).base64EncodedString())
        return PasswordHash(
            stored: "$scrypt$ln=\(cost.logRounds),r=\(cost.blockSize),p=\(cost.parallelism)$\(salt)$\(hash)"
        )
    }

    /// Whether a password is the one; long work, not for a cooperative thread.
    ///
    /// False, too, for a text that is no hash of this kind.
    func matches(_ password: Password) -> Bool {
        let pattern = /\$scrypt\$ln=([0-9]{1,2}),r=([0-9]{1,2}),p=([0-9]{1,2})\$([A-Za-z0-9+\/=]+)\$([A-Za-z0-9+\/=]+)/
        guard let parts = text.wholeMatch(of: pattern)?.output,
            let log = Int(parts.1), (10...18).contains(log), let block = Int(parts.2), let lanes = Int(parts.3),
            let salt = Data(base64Encoded: String(parts.4)), let hash = Data(base64Encoded: String(parts.5)),
            hash.count == Self.hashBytes, let found = Self.derive(password, Array(salt), log, block, lanes)
        else { return false }
        // Every byte is looked at, wherever they differ.
        return zip(hash, found).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(
        _ password: Password,
        _ salt: [UInt8],
        _ logRounds: Int,
        _ block: Int,
        _ parallelism: Int
    ) -> [UInt8]? {
        let key = try? KDF.Scrypt.deriveKey(
            from: Array(password.text.utf8),
            salt: salt,
            outputByteCount: hashBytes,
            rounds: 1 << logRounds,
            blockSize: block,
            parallelism: parallelism
        )
        return key.map { key in key.withUnsafeBytes { Array($0) } }
    }
}
