import GeoReport
import HTTPTypes
import Hummingbird
import Store

/// A person's own account: the password, and signing out everywhere.
struct OwnAccountRoutes: Sendable {
    static let path = "/desk/account"

    let door: StaffDoor
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
        try SameOrigin.check(request)
        let account = try await account(visit)
        try await door.accounts(of: visit.city).signOutEverywhere(account.id)
        return Pages.redirect(to: "\(SignInRoutes.address)?out=1", headers: StaffCookie(request).removal)
    }

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
            words: StaffWords(visit)
        )
        let title = problem == nil ? view.heading : "Error: \(view.heading)"
        return pages.response(
            Page("own-account", title: title, view: view, audience: .staff, status: status),
            for: visit.page
        )
    }
}
