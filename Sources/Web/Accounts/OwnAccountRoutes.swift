import GeoReport
import HTTPTypes
import Hummingbird
import Store

/// A person's own account: the password, and signing out everywhere.
struct OwnAccountRoutes: Sendable {
    static let path = "/desk/account"

    let door: StaffDoor
    let openID: OpenIDDoor?
    let pages: Pages

    /// GET `/desk/account`: as what one is here, the form for a new password, and what was done with the account.
    func show(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await page(visit)
    }

    /// POST `/desk/account/password`: another password for who knows the one there is; other browsers are signed out.
    func changePassword(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let account = try await account(visit)
        guard let old = form.password("old") else {
            let problem = WordedProblem(field: "old", words: "Enter the password you have now.")
            return try await page(visit, problem: problem, status: .unprocessableContent)
        }
        let new: Password
        switch form.newPassword(own: account.ownWords(in: visit.city)) {
        case .success(let password): new = password
        case .failure(let problem): return try await page(visit, problem: problem, status: .unprocessableContent)
        }
        let token = StaffCookie(request).token(in: request) ?? ""
        let accounts = door.accounts(of: visit.city)
        switch try await accounts.change(old, to: new, of: account.id, keeping: token) {
        case .right: return Pages.redirect(to: "\(Self.path)?said=password")
        case .busy: throw SignInRoutes.busy
        case .wrong, .locked:
            try await door.pace.failed()
            let problem = WordedProblem(field: "old", words: "This is not the password you have now.")
            return try await page(visit, problem: problem, status: .unprocessableContent)
        }
    }

    /// POST `/desk/account/sign-out`: ends every session of the person, this one too.
    func signOutEverywhere(
        _ request: Request,
        _ context: DispatchContext,
        _ visit: StaffVisit
    ) async throws -> Response {
        let account = try await account(visit)
        try await door.accounts(of: visit.city).signOutEverywhere(account.id)
        return Pages.redirect(to: "\(SignInRoutes.address)?out=1", headers: StaffCookie(request).removal)
    }

    /// POST `/desk/account/openid`: sends the browser to the city's own sign-in, to let the account in by it too.
    ///
    /// Only with the password: whoever finds a browser signed in must not make a door of their own.
    func link(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let form = try await FormParameters(page: request)
        let account = try await account(visit)
        guard let openID else { throw Self.noProvider }
        guard let password = form.password("old") else {
            let problem = WordedProblem(field: "link", words: "Enter the password you have now.")
            return try await page(visit, problem: problem, status: .unprocessableContent)
        }
        switch try await door.accounts(of: visit.city).signIn(email: account.email, password: password) {
        case .right: break
        case .busy: throw SignInRoutes.busy
        case .wrong, .locked:
            try await door.pace.failed()
            let problem = WordedProblem(field: "link", words: "This is not the password you have now.")
            return try await page(visit, problem: problem, status: .unprocessableContent)
        }
        let token = StaffCookie(request).token(in: request) ?? ""
        switch try await openID.begin(.link(account: account.id, token: token), request, context, visit.page) {
        case .onward(let response): return response
        case .problem(let problem, _): return Pages.redirect(to: "\(Self.path)?said=\(problem.word)")
        }
    }

    /// POST `/desk/account/openid/end`: the city's own sign-in lets the account in no more; other browsers are signed out.
    func unlink(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let account = try await account(visit)
        let token = StaffCookie(request).token(in: request) ?? ""
        let isDone = try await door.accounts(of: visit.city).unlink(account.id, keeping: token)
        return Pages.redirect(to: isDone ? "\(Self.path)?said=unlinked" : Self.path)
    }

    static let noProvider = Refusal.notFound(
        "expected a server started with --openid-issuer, found one that knows no sign-in but its own"
    )

    private func account(_ visit: StaffVisit) async throws -> StaffAccount {
        guard let id = visit.session.account, let account = try await door.accounts(of: visit.city).account(id) else {
            throw Refusal.notFound("you are signed in with a department’s key, which has no account of its own")
        }
        return account
    }

    private func page(
        _ visit: StaffVisit,
        problem: WordedProblem? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let account = try await account(visit)
        let history = try await door.accounts(of: visit.city).history(of: account.id, limit: 20)
        let view = OwnAccountView(
            account,
            history,
            said: visit.page.query["said"],
            problem: problem,
            provider: openID?.name,
            words: StaffWords(visit)
        )
        let title = problem == nil ? view.heading : "Error: \(view.heading)"
        return pages.response(
            Page("own-account", title: title, view: view, audience: .staff, status: status),
            for: visit.page
        )
    }
}
