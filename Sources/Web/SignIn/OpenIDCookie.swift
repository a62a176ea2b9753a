import HTTPTypes
import Hummingbird

/// The cookie that ties a sign-in which goes out to the city's own sign-in to this browser, until it comes back.
///
/// `Lax`, for it has to come back from another site; it holds nothing but a secret of 256 random bits.
struct OpenIDCookie: Sendable {
    private let isSecure: Bool

    init(_ request: Request) {
        isSecure = request.isHTTPS
    }

    private var name: String { isSecure ? "__Host-dispatch311-openid" : "dispatch311-openid" }
    private var rest: String { "Path=/; HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")" }

    /// The secret a request carries.
    func secret(in request: Request) -> String? {
        request.cookies[name].flatMap { $0.value.utf8.count == 64 ? $0.value : nil }
    }

    /// Hands a secret to the browser for as long as the sign-in may take.
    func header(_ secret: String, lifetime: Duration) -> String {
        "\(name)=\(secret); Max-Age=\(lifetime.components.seconds); \(rest)"
    }

    /// Takes it back.
    var removal: String { "\(name)=; Max-Age=0; \(rest)" }
}
