import HTTPTypes
import Hummingbird

/// The cookie that carries a staff session's token.
///
/// Over https it is `Secure` and has the `__Host-` prefix, so that no other host can set it; plain http on the
/// machine itself, and text browsers there, get a plain name. What is https is what the proxy in front says in
/// `X-Forwarded-Proto`. A client that writes this header itself changes only its own cookie, so nobody need be trusted.
struct StaffCookie: Sendable {
    private let isSecure: Bool

    init(_ request: Request) {
        isSecure = request.isHTTPS
    }

    private var name: String { isSecure ? "__Host-dispatch311" : "dispatch311" }

    /// The token a request carries under the name it would be given.
    func token(in request: Request) -> String? {
        request.cookies[name]?.value
    }

    /// Hands a token to the browser, until it is closed: the session's own end is kept in the database.
    func header(_ token: String) -> HTTPFields {
        [.setCookie: "\(name)=\(token); Path=/; HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")"]
    }

    /// Takes the token back.
    var removal: HTTPFields {
        [.setCookie: "\(name)=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")"]
    }
}
