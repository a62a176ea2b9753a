import HTTPTypes
import Hummingbird

extension Request {
    /// Where the client reaches this server, `https://311.example.org`, as the client itself says.
    ///
    /// The `Host` it asked for, and the scheme a proxy in front names in `X-Forwarded-Proto`; without one, `http`.
    /// Whoever forges them misleads only himself, for no answer is kept for anybody else (`no-store`).
    func origin() throws(Refusal) -> String {
        guard let host = head.authority, (1...255).contains(host.utf8.count), host.utf8.allSatisfy(Self.isHostByte)
        else {
            throw .badRequest("Host: expected the name of this server, found none or another text")
        }
        return "\(isHTTPS ? "https" : "http")://\(host)"
    }

    /// Whether the client itself speaks https, as the first proxy on its way says in `X-Forwarded-Proto`.
    ///
    /// Of several proxies each may add what it was asked by; the first in the list is nearest to the client.
    var isHTTPS: Bool {
        let first = headers[.forwardedProto]?.split(separator: ",").first?.filter { !$0.isWhitespace }
        return first?.lowercased() == "https"
    }

    /// Letters, digits, and what names, IPv6 addresses and ports have besides.
    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: ".-_:[]".utf8.contains(byte)
        }
    }
}
