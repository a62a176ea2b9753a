import GeoReport
import HTTPTypes
import Hummingbird
import Store

/// Taking up an invitation, or a link for a new password.
struct JoinRoutes: Sendable {
    static let path = "/desk/join"

    let door: StaffDoor
    let openID: OpenIDDoor?
    let pages: Pages

    func add(to router: Router<DispatchContext>) {
        router.resource("desk/join/{token}", [.get: show, .post: join])
        router.resource("desk/join/{token}/openid", [.get: page, .post: joinByOpenID])
    }

    /// GET `/desk/join/{token}`: whose invitation it is, and the form for a password.
    ///
    /// Looking at it changes nothing.
    private func show(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: door.cities)
        guard let (token, account) = try await invited(context, visit) else { return try await gone(visit) }
        return page(JoinView(token, account, in: visit.city, provider: openID?.name), for: visit, status: .ok)
    }

    /// POST `/desk/join/{token}`: keeps the password and signs the person in.
    private func join(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: door.cities)
        let form = try await FormParameters(page: request)
        guard let (token, account) = try await invited(context, visit) else { return try await gone(visit) }
        let password: Password
        switch form.newPassword(own: account.ownWords(in: visit.city)) {
        case .success(let new): password = new
        case .failure(let problem):
            var view = JoinView(token, account, in: visit.city, provider: openID?.name)
            view.show(problem)
            return page(view, for: visit, status: .unprocessableContent)
        }
        switch try await door.accounts(of: visit.city).join(token, password: password) {
        case .busy: throw SignInRoutes.busy
        case .over: return try await gone(visit)
        case .joined(let id):
            guard let session = try await door.sessions(of: visit.city).open(account: id) else {
                return try await gone(visit)
            }
            return try await door.enter(session, to: nil, said: "joined", request, in: visit.city)
        }
    }

    /// GET `/desk/join/{token}/openid`: the address of a form, opened or loaded again.
    private func page(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: door.cities)
        guard let (token, _) = try await invited(context, visit) else { return try await gone(visit) }
        return Pages.redirect(to: "\(Self.path)/\(token)")
    }

    /// POST `/desk/join/{token}/openid`: sends the browser to the city's own sign-in, which will tell who it is from now on.
    private func joinByOpenID(_ request: Request, _ context: DispatchContext) async throws -> Response {
        try SameOrigin.check(request)
        let visit = try PageVisit(request, cities: door.cities)
        guard let openID else { throw OwnAccountRoutes.noProvider }
        guard let (token, account) = try await invited(context, visit) else { return try await gone(visit) }
        switch try await openID.begin(.join(token: token), request, context, visit) {
        case .onward(let response): return response
        case .problem(let problem, _):
            var view = JoinView(token, account, in: visit.city, provider: openID.name)
            view.openIDError = openID.words(problem, visit)
            return page(view, for: visit, status: problem.status)
        }
    }

    private func invited(_ context: DispatchContext, _ visit: PageVisit) async throws -> (String, StaffAccount)? {
        guard let token = context.captured("token"), token.utf8.count == 64, token.allSatisfy(\.isHexDigit) else {
            return nil
        }
        return try await door.accounts(of: visit.city).invited(token).map { (token, $0) }
    }

    /// Links are guessed as slowly as passwords.
    private func gone(_ visit: PageVisit) async throws -> Response {
        try await door.pace.failed()
        throw Refusal(
            .gone,
            "invitation_over",
            "expected an invitation that stands, found one that was used, replaced or is older than three days; ask whoever "
                + "sent it for a new one"
        )
    }

    private func page(_ view: JoinView, for visit: PageVisit, status: HTTPResponse.Status) -> Response {
        let title = view.hasErrors ? "Error: \(view.heading)" : view.heading
        return pages.response(Page("join", title: title, view: view, audience: .staff, status: status), for: visit)
    }
}
