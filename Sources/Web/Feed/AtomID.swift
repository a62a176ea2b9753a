import Crypto
import ServiceRequests

/// What a feed or an entry is called for ever (RFC 4287, 4.2.6): `urn:uuid:…`.
///
/// Made from what it stands for and not from an address, so that it is the same whichever name the server is asked by.
struct AtomID: Sendable, Hashable {
    /// The name.
    let text: String

    /// Names what the parts name, in their order: a jurisdiction, a request, an event.
    init(_ parts: String...) {
        var hash = SHA256()
        for part in parts {
            // The length first, so that no two lists of parts run together to the same bytes.
            hash.update(data: Array("\(part.utf8.count):\(part)".utf8))
        }
        var bytes = Array(hash.finalize().prefix(16))
        // RFC 9562, 5.8: a UUID of one's own making.
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let groups = [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]]
        text = "urn:uuid:" + groups.map(\.hexadecimal).joined(separator: "-")
    }
}
