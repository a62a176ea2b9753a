public import ServiceRequests

/// Where a server's pages are, as mails name them: `https://311.example.org`, said by whoever runs the server and not by a
/// visitor's browser.
public struct SiteOrigin: Sendable, Hashable {
    /// The address, without a slash at its end.
    public let text: String

    /// Takes an address; nil for anything but a scheme, http or https, and a name with or without a port.
    public init?(_ address: String) {
        var rest = address[...]
        while rest.last == "/" { rest.removeLast() }
        let text = String(rest)
        let name = ["https://", "http://"].lazy.compactMap { text.hasPrefix($0) ? text.dropFirst($0.count) : nil }.first
        guard let name, (1...255).contains(name.utf8.count), name.utf8.allSatisfy(Self.isHostByte) else { return nil }
        self.text = text
    }

    /// Where a city's pages are; nil where nobody has said it.
    ///
    /// What was said of the server holds where it serves this city alone; of several each goes by its own first host.
    public static func of(_ jurisdiction: Jurisdiction, said: SiteOrigin?, isAlone: Bool) -> SiteOrigin? {
        let host = jurisdiction.hosts.first.flatMap { SiteOrigin("https://\($0)") }
        return isAlone ? said ?? host : host
    }

    /// Whether it is https, which one-click unsubscribing asks for (RFC 8058, 3.1).
    public var isSecure: Bool { text.hasPrefix("https://") }

    /// Letters, digits, and what names, IPv6 addresses and ports have besides.
    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: ".-:[]".utf8.contains(byte)
        }
    }
}
