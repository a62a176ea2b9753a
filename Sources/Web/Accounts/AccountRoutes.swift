import GeoReport
import HTTPTypes
import Hummingbird
import Store

/// Who may sign in here, and as what: invite people, change what they are, shut their accounts.
struct AccountRoutes: Sendable {
    static let path = "/desk/accounts"

    let door: StaffDoor
    let pages: Pages
    let house: MailHouse
    let openID: OpenIDDoor?

    /// GET `/desk/accounts`: everybody, and the form that invites.
    func list(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await list(visit, form: AccountForm(in: visit.city))
    }

    /// POST `/desk/accounts/invite`: makes an account, and shows the link that takes it up.
    func invite(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        var form = AccountForm(try await FormParameters(page: request), in: visit.city)
        guard let invitation = form.invitation else {
            return try await list(visit, form: form, status: .unprocessableContent)
        }
        switch try await door.accounts(of: visit.city).invite(invitation, by: visit.session.account) {
        case .invited(let account, let token):
            return try await page(account, visit, link: try link(token, request, visit))
        case .addressTaken(let account):
            form.emailError = "\(account.name) has an account with this address already."
        case .nameTaken:
            form.nameError = "Somebody else of this department goes by this name; choose another."
        }
        return try await list(visit, form: form, status: .unprocessableContent)
    }

    /// GET `/desk/accounts/{account}`: one account, what was done with it, and what can be.
    func show(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await page(try await account(context, visit), visit)
    }

    /// POST `/desk/accounts/{account}/change`: another name, department or role.
    func change(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let account = try await account(context, visit)
        var form = AccountForm(try await FormParameters(page: request), in: visit.city, of: account)
        guard let change = form.change else {
            return try await page(account, visit, form: form, status: .unprocessableContent)
        }
        let accounts = door.accounts(of: visit.city)
        switch try await accounts.change(account.id, to: change, by: visit.session.account) {
        case .changed: return said("changed", account)
        case .nameTaken: form.nameError = "Somebody else of this department goes by this name; choose another."
        case .lastAdministrator: form.roleError = Self.last
        case .unknown: throw Self.unknown
        }
        return try await page(account, visit, form: form, status: .unprocessableContent)
    }

    /// POST `/desk/accounts/{account}/link`: a new link, for who forgot the password or let the invitation run out.
    func renew(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let account = try await account(context, visit)
        let accounts = door.accounts(of: visit.city)
        guard let token = try await accounts.renew(account.id, by: visit.session.account) else {
            return said("shut", account)
        }
        let now = try await self.account(context, visit)
        return try await page(now, visit, link: try link(token, request, visit))
    }

    /// POST `/desk/accounts/{account}/disable`: shuts it, and ends its sessions at once.
    func disable(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await set(true, request, context, visit)
    }

    /// POST `/desk/accounts/{account}/enable`: opens it again.
    func enable(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        try await set(false, request, context, visit)
    }

    /// POST `/desk/accounts/{account}/unlink`: the city's own sign-in lets nobody in with it any more; ends its sessions.
    func unlink(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let account = try await account(context, visit)
        let accounts = door.accounts(of: visit.city)
        _ = try await accounts.unlink(account.id, keeping: nil, by: visit.session.account)
        return said("unlinked", account)
    }

    /// POST `/desk/accounts/{account}/sign-out`: ends its sessions.
    func signOut(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let account = try await account(context, visit)
        try await door.accounts(of: visit.city).signOutEverywhere(account.id, by: visit.session.account)
        return said("out", account)
    }

    // MARK: - Parts

    private static let last = "This is the only account that keeps accounts; make another administrator first."
    private static let unknown = Refusal.notFound("there is no account of this number")

    private func set(
        _ isDisabled: Bool,
        _ request: Request,
        _ context: DispatchContext,
        _ visit: StaffVisit
    ) async throws -> Response {
        let account = try await account(context, visit)
        let accounts = door.accounts(of: visit.city)
        switch try await accounts.set(account.id, disabled: isDisabled, by: visit.session.account) {
        case .changed: return said(isDisabled ? "disabled" : "enabled", account)
        case .lastAdministrator: return said("last", account)
        case .nameTaken, .unknown: throw Self.unknown
        }
    }

    private func said(_ word: String, _ account: StaffAccount) -> Response {
        Pages.redirect(to: "\(Self.path)/\(account.id)?said=\(word)")
    }

    private func account(_ context: DispatchContext, _ visit: StaffVisit) async throws -> StaffAccount {
        guard let id = context.captured("account").flatMap({ Int32($0) }),
            let account = try await door.accounts(of: visit.city).account(id)
        else { throw Self.unknown }
        return account
    }

    /// The link as the person will open it: where the server is said to be, else where this browser found it.
    private func link(_ token: String, _ request: Request, _ visit: StaffVisit) throws -> String {
        let origin = try house.origin(of: visit.city)?.text ?? request.origin()
        return "\(origin)\(JoinRoutes.path)/\(token)"
    }

    private func list(
        _ visit: StaffVisit,
        form: AccountForm,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let accounts = try await door.accounts(of: visit.city).list()
        let view = AccountsView(accounts, form: form, provider: openID?.name, words: StaffWords(visit))
        let title = status == .ok ? "Accounts" : "Error: Accounts"
        return pages.response(
            Page("accounts", title: title, view: view, audience: .staff, status: status),
            for: visit.page
        )
    }

    private func page(
        _ account: StaffAccount,
        _ visit: StaffVisit,
        link: String? = nil,
        form: AccountForm? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let history = try await door.accounts(of: visit.city).history(of: account.id, limit: 100)
        let view = AccountView(
            account,
            history,
            link: link,
            said: visit.page.query["said"],
            form: form ?? AccountForm(in: visit.city, of: account),
            provider: openID?.name,
            words: StaffWords(visit)
        )
        let title = status == .ok ? account.name : "Error: \(account.name)"
        return pages.response(
            Page("account", title: title, view: view, audience: .staff, status: status),
            for: visit.page
        )
    }
}
