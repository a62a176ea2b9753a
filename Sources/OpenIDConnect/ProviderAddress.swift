#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An address of a provider: https, or http on the machine itself.
public struct ProviderAddress: Sendable, Hashable {
    /// As it was written; an issuer is compared letter by letter.
    public let text: String
    /// Scheme, name and port: where its pages come from.
    public let origin: String
    /// Whether it is on this machine, where plain http will do.
    public let isLoopback: Bool

    /// Reads an address; nil for plain http to another machine, and for one with a user, a fragment or odd letters.
    public init?(_ text: String) {
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let parts = URLComponents(string: text), parts.user == nil, parts.password == nil, parts.fragment == nil,
            let scheme = parts.scheme?.lowercased(), let host = parts.host?.lowercased(), !host.isEmpty
        else { return nil }
        isLoopback = ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
        guard scheme == "https" || (scheme == "http" && isLoopback) else { return nil }
        self.text = text
        let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        origin = "\(scheme)://\(name)\(parts.port.map { ":\($0)" } ?? "")"
    }

    /// Reads an issuer: an address without a query.
    public init?(issuer text: String) {
        guard !text.contains("?") else { return nil }
        self.init(text)
    }

    /// The address with parameters added to its query.
    func adding(_ parameters: [(name: String, value: String)]) -> String {
        "\(text)\(text.contains("?") ? "&" : "?")\(FormText.encoded(parameters))"
    }
}
