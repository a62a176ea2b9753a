import GeoReport
import HTTPTypes
import Hummingbird
import Store

/// Signing in through the city's own sign-in: out to the provider, and back.
struct OpenIDRoutes: Sendable {
    static let address = "/desk/sign-in/openid"

    let openID: OpenIDDoor

    func add(to router: Router<DispatchContext>) {
        router.resource(
            "desk/sign-in/openid",
            [.get: { _, _ in Pages.redirect(to: SignInRoutes.address) }, .post: begin]
        )
        router.resource("desk/sign-in/openid/return", [.get: end])
    }

    /// POST `/desk/sign-in/openid`: sends the browser to the provider.
    private func begin(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: openID.door.cities)
        let form = try await FormParameters(page: request)
        let to = form["to"].flatMap { StaffAddress($0) }
        switch try await openID.begin(.signIn(page: to?.text), request, context, visit) {
        case .onward(let response): return response
        case .problem(let problem, _): return try await page(problem, to: to, request, visit)
        }
    }

    /// GET `/desk/sign-in/openid/return`: where the provider sends the browser back to.
    private func end(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: openID.door.cities)
        switch try await openID.end(request, context, visit) {
        case .onward(let response): return response
        case .problem(let problem, isLink: true):
            if problem.isGuess { try await openID.door.pace.failed() }
            return openID.account(said: problem.word, heading: "\(openID.name) is not connected", request, visit)
        case .problem(let problem, isLink: false): return try await page(problem, to: nil, request, visit)
        }
    }

    /// The sign-in page with what went wrong; the other doors stay open.
    private func page(
        _ problem: OpenIDProblem,
        to: StaffAddress?,
        _ request: Request,
        _ visit: PageVisit
    ) async throws -> Response {
        if problem.isGuess { try await openID.door.pace.failed() }
        var view = SignInView(to: to ?? .desk, provider: openID.name)
        view.openIDError = openID.words(problem, visit)
        var headers: HTTPFields = [.referrerPolicy: "no-referrer"]
        // Of a way that is lost another tab may still be on its own.
        if problem != .lost { headers[.setCookie] = OpenIDCookie(request).removal }
        if problem == .away { headers[.retryAfter] = "60" }
        return openID.pages.response(
            Page(
                "sign-in",
                title: "Error: Sign in",
                view: view,
                audience: .staff,
                status: problem.status,
                headers: headers
            ),
            for: visit
        )
    }
}
