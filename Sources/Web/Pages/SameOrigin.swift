import HTTPTypes
import Hummingbird
import Store

/// Tells a form of ours from one that another site's page makes a browser send.
///
/// Browsers say where a POST comes from (`Sec-Fetch-Site`, `Origin`); programs and text browsers say nothing, and
/// cannot be made to send what their user did not. Cookies are `SameSite=Strict` on top of it.
enum SameOrigin {
    /// Throws a refusal where the request comes from elsewhere.
    static func check(_ request: Request) throws(Refusal) {
        if let site = request.headers[.secFetchSite] {
            guard site == "same-origin" || site == "none" else { throw foreign }
        } else if let origin = request.headers[.origin] {
            // A page with a private link tells nobody its address, and browsers then say so of its forms. No session is taken
            // there: the key in the address is what counts.
            if origin == "null", isOfSecretAddress(request.uri.path) { return }
            let authority = origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init)
            guard origin.contains("://"), authority?.lowercased() == request.head.authority?.lowercased() else {
                throw foreign
            }
        }
    }

    /// Whether the page's address is what gives the right: of a report, or of a follower, by the key in it.
    private static func isOfSecretAddress(_ path: String) -> Bool {
        if path.hasPrefix("/r/") { return true }
        let start = "/follow/"
        return path.hasPrefix(start) && FollowerKey(String(path.dropFirst(start.count))) != nil
    }

    /// A form of another site.
    static let foreign = Refusal(
        .forbidden,
        "foreign_form",
        "expected a form of this site, found one that another site's page sent; open the page here and try again"
    )
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site") ?? .origin
}
