import GeoReport
import HTTPTypes
import Hummingbird
import Postgres
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Signing in, with an account or with a department's key, and out.
struct SignInRoutes: Sendable {
    static let address = "/desk/sign-in"
    let door: StaffDoor
    let openID: OpenIDDoor?
    let pages: Pages

    func add(to router: Router<DispatchContext>) {
        router.resource("desk/sign-in", [.get: show, .post: signIn])
        router.resource("desk/sign-out", [.post: signOut])
    }

    private func show(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: door.cities)
        let to = visit.query["to"].flatMap { StaffAddress($0) }
        let sessions = door.sessions(of: visit.city)
        if let token = StaffCookie(request).token(in: request), let session = try await sessions.session(token) {
            return Pages.redirect(to: (to ?? .first(for: session.permissions)).text)
        }
        let site = request.headers[.secFetchSite]
        let view = SignInView(
            to: to ?? .desk,
            provider: openID?.name,
            reason: visit.query["out"] != nil ? .signedOut : visit.query["lost"] != nil ? .lost : .asked,
            isForeign: site == "cross-site" || site == "same-site"
        )
        return page(view, for: visit, status: .ok)
    }

    private func signIn(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: door.cities)
        let form = try await FormParameters(page: request)
        let isPerson = form.parameters.contains { $0.name == "email" }
        return try await isPerson ? person(form, request, visit) : key(form, request, visit)
    }

    /// A person with an account and a password.
    private func person(_ form: FormParameters, _ request: Request, _ visit: PageVisit) async throws -> Response {
        let to = form["to"].flatMap { StaffAddress($0) }
        var view = SignInView(to: to ?? .desk, email: form["email"] ?? "", provider: openID?.name)
        guard let email = form["email"], let password = form.password("password") else {
            if form["email"] == nil { view.emailError = "Enter your mail address." }
            if form.password("password") == nil { view.passwordError = "Enter your password." }
            return page(view, for: visit, status: .unprocessableContent)
        }
        switch try await door.accounts(of: visit.city).signIn(email: email, password: password) {
        case .right(let account):
            let sessions = door.sessions(of: visit.city)
            guard let token = try await sessions.open(account: account) else { break }
            return try await door.enter(token, to: to, request, in: visit.city)
        case .wrong: break
        case .locked(let until):
            let time = LocalTime(zone: visit.city.catalog.jurisdiction.timeZone)
            let moment = time.momentInSentence(until, now: Date())
            view.passwordError =
                "After so many wrong passwords none is looked at before \(moment). Whoever keeps the accounts here can "
                + "send you a link for a new one, which works at once."
            return page(view, for: visit, status: .tooManyRequests)
        case .busy: throw Self.busy
        }
        try await door.pace.failed()
        view.passwordError = "This address and password do not belong together here, or the account is not open."
        return page(view, for: visit, status: .unprocessableContent)
    }

    /// A department's key, as displays and shared machines have one.
    private func key(_ form: FormParameters, _ request: Request, _ visit: PageVisit) async throws -> Response {
        let to = form["to"].flatMap { StaffAddress($0) }
        let name = form["name"]
        var view = SignInView(to: to ?? .desk, name: name ?? "", provider: openID?.name)
        view.nameError = name.flatMap(StaffName.problem)
        guard let key = form["key"], view.nameError == nil else {
            if form["key"] == nil { view.keyError = "Enter your department’s key." }
            return page(view, for: visit, status: .unprocessableContent)
        }
        guard let token = try await door.sessions(of: visit.city).open(key: key, name: name) else {
            try await door.pace.failed()
            view.keyError = "This key does not work here. Paste all of it; it may also have expired or been revoked."
            return page(view, for: visit, status: .unprocessableContent)
        }
        return try await door.enter(token, to: to, request, in: visit.city)
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

    static let busy = Refusal(
        .serviceUnavailable,
        "sign_in_busy",
        "many people sign in just now; try again in a few seconds",
        headers: [.retryAfter: "5"]
    )
}
