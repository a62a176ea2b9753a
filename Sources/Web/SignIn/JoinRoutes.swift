import GeoReport
import HTTPTypes
import Hummingbird
import Store

/// Taking up an invitation, or a link for a new password.
struct JoinRoutes: Sendable {
    static let path = "/desk/join"

    let door: StaffDoor
    let pages: Pages

    func add(to router: Router<DispatchContext>) {
        router.resource("desk/join/{token}", [.get: show, .post: join])
    }

    /// GET `/desk/join/{token}`: whose invitation it is, and the form for a password.
    ///
    /// Looking at it changes nothing.
    private func show(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: door.cities)
        guard let (token, account) = try await invited(context, visit) else { return try await gone(visit) }
        return page(JoinView(token, account, in: visit.city), for: visit, status: .ok)
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
            var view = JoinView(token, account, in: visit.city)
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
