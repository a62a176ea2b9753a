import GeoReport

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where a server sends a client on to.
enum Redirect: Hashable {
    /// Another address of http or https.
    case to(String)
    /// Nowhere that is gone to, and why.
    case refused(String)

    /// Reads an answer's `Location`, beside the address that was asked.
    init(_ answer: Exchange.Answer, from url: String) {
        guard let location = answer.header("Location") else {
            self = .refused("HTTP \(answer.status) without a Location")
            return
        }
        guard let base = URL(string: url), let target = URL(string: location, relativeTo: base)?.absoluteURL,
            let scheme = target.scheme?.lowercased(), ["http", "https"].contains(scheme), target.user == nil,
            let host = target.host, !host.isEmpty
        else {
            self = .refused("HTTP \(answer.status) to an address that is none: “\(location.prefix(120).escaped)”")
            return
        }
        guard scheme == "https" || base.scheme?.lowercased() == "http" else {
            self = .refused("a redirect from https to http, which is not followed")
            return
        }
        self = target.absoluteString == url ? .refused("a redirect to itself") : .to(target.absoluteString)
    }
}

extension Substring {
    fileprivate var escaped: String { String(self).escaped }
}
