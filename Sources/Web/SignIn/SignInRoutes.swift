import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import ServiceRequests
import Store

/// Signing in with a department's key, and out.
struct SignInRoutes: Sendable {
    static let address = "/desk/sign-in"
    /// The most characters of a name, as the department API has it.
    static let longestName = 60

    let door: StaffDoor
    let pages: Pages
    let pace = SignInPace()

    func add(to router: Router<DispatchContext>) {
        router.resource("desk/sign-in", [.get: show, .post: signIn])
        router.resource("desk/sign-out", [.post: signOut])
    }

    private func show(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: door.cities)
        let to = visit.query["to"].flatMap { StaffAddress($0) } ?? .desk
        let sessions = door.sessions(of: visit.city)
        if let token = StaffCookie(request).token(in: request), try await sessions.session(token) != nil {
            return Pages.redirect(to: to.text)
        }
        let site = request.headers[.secFetchSite]
        let view = SignInView(
            to: to,
            reason: visit.query["out"] != nil ? .signedOut : visit.query["lost"] != nil ? .lost : .asked,
            isForeign: site == "cross-site" || site == "same-site"
        )
        return page(view, for: visit, status: .ok)
    }

    private func signIn(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: door.cities)
        let form = try await FormParameters(page: request)
        let to = form["to"].flatMap { StaffAddress($0) } ?? .desk
        let name = form["name"]
        let nameError = name.flatMap(Self.problem)
        guard let key = form["key"], nameError == nil else {
            let keyError = form["key"] == nil ? "Enter your department’s key." : nil
            let view = SignInView(to: to, name: name ?? "", keyError: keyError, nameError: nameError)
            return page(view, for: visit, status: .unprocessableContent)
        }
        let sessions = door.sessions(of: visit.city)
        guard let token = try await sessions.open(key: key, name: name) else {
            try await pace.failed()
            let view = SignInView(
                to: to,
                name: name ?? "",
                keyError: "This key does not work here. Paste all of it; it may also have expired or been revoked."
            )
            return page(view, for: visit, status: .unprocessableContent)
        }
        let cookie = StaffCookie(request)
        // A new session each time; what this browser had before is over.
        if let old = cookie.token(in: request) { try await sessions.close(old) }
        return Pages.redirect(to: to.text, headers: cookie.header(token))
    }

    private func signOut(_ request: Request, _ context: DispatchContext) async throws -> Response {
        try SameOrigin.check(request)
        let visit = try PageVisit(request, cities: door.cities)
        let cookie = StaffCookie(request)
        if let token = cookie.token(in: request) { try await door.sessions(of: visit.city).close(token) }
        return Pages.redirect(to: "\(Self.address)?out=1", headers: cookie.removal)
    }

    private func page(_ view: SignInView, for visit: PageVisit, status: HTTPResponse.Status) -> Response {
        let title = view.hasErrors ? "Error: Sign in" : "Sign in"
        return pages.response(Page("sign-in", title: title, view: view, audience: .staff, status: status), for: visit)
    }

    private static func problem(_ name: String) -> String? {
        if name.unicodeScalars.count > longestName { return "Use at most \(longestName) characters." }
        return name.isPlain(isOneLine: true) ? nil : "Use letters, digits and signs only."
    }
}
