import Crypto
import HTTPTypes
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How another site signs what it says: `Dispatch311-Signature: t=1764000000,v1=HEX`.
///
/// `v1` is the HMAC-SHA256, in hexadecimal, of the bytes `t`, a dot, the errand's 32 digits, a dot, and the body as it
/// is sent. Several `v1` may stand there, for a site that changes its secret.
struct WordSignature: Sendable {
    /// How far a word's time may be from ours, either way.
    static let tolerance = 300

    /// When it was signed, by the other site's clock, in seconds since 1970.
    let time: Int
    private let digests: [[UInt8]]

    /// Reads the header; nil where it is not there or of another shape.
    init?(_ headers: HTTPFields) {
        guard let value = headers[.dispatch311Signature], value.utf8.count <= 1000 else { return nil }
        var times: [Int] = []
        var digests: [[UInt8]] = []
        for part in value.split(separator: ",") {
            let pair = part.filter { !$0.isWhitespace }.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { return nil }
            if pair[0] == "t" {
                guard pair[1].utf8.count <= 12, let time = Int(pair[1]), time > 0 else { return nil }
                times.append(time)
            } else if pair[0] == "v1" {
                guard let digest = [UInt8](hexadecimal: pair[1]), digest.count == SHA256.byteCount else { return nil }
                digests.append(digest)
            }
        }
        guard times.count == 1, let time = times.first, !digests.isEmpty else { return nil }
        self.time = time
        self.digests = digests
    }

    /// Whether one of the secrets made it, for this errand and body, and not long from now.
    func holds(for body: some Sequence<UInt8>, errand: String, secrets: [[UInt8]], now: Date) -> Bool {
        let message = Data("\(time).\(errand).".utf8) + Data(body)
        let isSigned = secrets.contains { secret in
            // The comparison takes the same time however much of it is right.
            digests.contains { digest in
                HMAC<SHA256>.isValidAuthenticationCode(
                    digest,
                    authenticating: message,
                    using: SymmetricKey(data: secret)
                )
            }
        }
        return isSigned && abs(now.timeIntervalSince1970 - Double(time)) <= Double(Self.tolerance)
    }
}

extension HTTPField.Name {
    static let dispatch311Signature = Self("Dispatch311-Signature") ?? .authorization
}
