import Crypto
import ServiceRequests

/// What makes a mail the same mail when it is sent twice: the same follower, told of the same event.
///
/// A mailer can take a mail and the answer be lost, and then it is sent again; mailboxes show only one of two with the
/// same `Message-ID`. It is a hash, because a follower's own number is the key that ends the following.
public struct MessageID: Sendable, Hashable {
    /// What comes before the `@`: 32 hexadecimal digits.
    let text: String

    /// The name of the mail that tells a follower of an event.
    public init(follower: [UInt8], event: Int64) {
        var hash = SHA256()
        hash.update(data: Array("dispatch311 notice\n".utf8))
        // The event has a fixed length, so no two pairs run together to the same bytes.
        hash.update(data: withUnsafeBytes(of: event.bigEndian) { Array($0) })
        hash.update(data: follower)
        text = hash.finalize().prefix(16).hexadecimal
    }
}
