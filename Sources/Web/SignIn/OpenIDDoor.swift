import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import OpenIDConnect
import Postgres
import ServiceRequests
import Store

/// The second door: the city's own sign-in (OpenID Connect) tells who somebody is.
///
/// It opens accounts that are there and were linked by their own people, with an invitation or a password. Being known to the
/// provider, or having the same mail address there, opens nothing: addresses are given to new people, and whoever runs a
/// provider's directory is not who decides about accounts here.
struct OpenIDDoor: Sendable {
    /// Where the provider sends browsers back to; it has to know this address.
    static let back = "/desk/sign-in/openid/return"

    let provider: Provider
    let door: StaffDoor
    let pages: Pages

    private let outage = Throttle(interval: .seconds(5))

    init(provider: Provider, door: StaffDoor, pages: Pages) {
        (self.provider, self.door, self.pages) = (provider, door, pages)
    }

    /// What staff call the city's own sign-in.
    var name: String { provider.settings.name }

    /// What becomes of a start, or of a return.
    enum Outcome: Sendable {
        /// The browser is sent on.
        case onward(Response)
        /// It is not; `isLink` where somebody signed in wanted to link an account.
        case problem(OpenIDProblem, isLink: Bool)
    }

    /// Sends a browser to the provider, for a form of our own.
    ///
    /// By a page that leads on at once and not by a redirect: of a form's redirects the page's policy allows those to us
    /// alone (`form-action 'self'`), and so it need not be loosened, nor the provider be asked before a page can be shown.
    func begin(
        _ wish: OpenIDAttempts.Wish,
        _ request: Request,
        _ context: DispatchContext,
        _ visit: PageVisit
    ) async throws -> Outcome {
        let isLink = if case .link = wish { true } else { false }
        guard let begun = try await attempts(of: visit.city).begin(wish) else { throw SignInRoutes.busy }
        // Machines are shared: a link lasts, so it is of whoever shows who they are now, not of whoever did this morning.
        let isAsked = if case .signIn = wish { false } else { true }
        do throws(OpenIDError) {
            let address = try await provider.address(
                for: SignInAttempt(secret: begun.secret, state: begun.state),
                back: try Self.address(request),
                isAsked: isAsked
            )
            let cookie = OpenIDCookie(request).header(begun.secret, lifetime: OpenIDAttempts.lifetime)
            let view = PassingView(heading: "On to \(name)", label: "Go on to \(name)", address: address)
            return .onward(passing(view, [.setCookie: cookie], visit))
        } catch {
            return .problem(problem(error, context), isLink: isLink)
        }
    }

    /// Looks at what a browser brought back.
    func end(_ request: Request, _ context: DispatchContext, _ visit: PageVisit) async throws -> Outcome {
        let parameters = visit.query.parameters.map { (name: $0.name, value: $0.value) }
        guard let answer = AuthorizationAnswer(parameters) else { return .problem(.lost, isLink: false) }
        guard let state = answer.state, let secret = OpenIDCookie(request).secret(in: request),
            let wish = try await attempts(of: visit.city).end(state: state, secret: secret)
        else {
            // Some providers forget the state when somebody says no there; nothing is done either way.
            let isDenied = answer.state == nil && answer.outcome == .denied
            return .problem(isDenied ? .denied : .lost, isLink: false)
        }
        let isLink = if case .link = wish { true } else { false }
        let code: String
        switch answer.outcome {
        case .code(let found): code = found
        case .denied: return .problem(.denied, isLink: isLink)
        case .failed(let word):
            return .problem(problem(.refused(word), context), isLink: isLink)
        }
        let who: StaffSubject
        do throws(OpenIDError) {
            let subject = try await provider.subject(
                code: code,
                of: SignInAttempt(secret: secret, state: state),
                issuer: answer.issuer,
                back: try Self.address(request)
            )
            who = StaffSubject(issuer: provider.settings.issuer.text, subject: subject)
        } catch {
            return .problem(problem(error, context), isLink: isLink)
        }
        switch wish {
        case .signIn(let page): return try await signIn(who, page.flatMap { StaffAddress($0) }, request, visit)
        case .join(let invitation): return try await join(invitation, who, request, visit)
        case .link(let account, let session):
            return try await link(account, session, who, request, visit)
        }
    }

    /// What somebody is told of a problem.
    func words(_ problem: OpenIDProblem, _ visit: PageVisit) -> String {
        problem.words(name, LocalTime(zone: visit.city.catalog.jurisdiction.timeZone))
    }

    // MARK: - What is wanted

    private func signIn(
        _ who: StaffSubject,
        _ page: StaffAddress?,
        _ request: Request,
        _ visit: PageVisit
    ) async throws -> Outcome {
        switch try await door.accounts(of: visit.city).signIn(who) {
        case .right(let account): return try await enter(account, to: page, said: nil, request, visit)
        case .locked(let until): return .problem(.locked(until), isLink: false)
        case .wrong, .busy: return .problem(.stranger, isLink: false)
        }
    }

    private func join(
        _ invitation: [UInt8],
        _ who: StaffSubject,
        _ request: Request,
        _ visit: PageVisit
    ) async throws -> Outcome {
        switch try await door.accounts(of: visit.city).join(invitation: invitation, as: who) {
        case .linked(let account): return try await enter(account, to: nil, said: "joined", request, visit)
        case .taken: return .problem(.taken, isLink: false)
        case .over: return .problem(.over, isLink: false)
        }
    }

    private func link(
        _ account: Int32,
        _ session: [UInt8],
        _ who: StaffSubject,
        _ request: Request,
        _ visit: PageVisit
    ) async throws -> Outcome {
        switch try await door.accounts(of: visit.city).link(account, session: session, to: who) {
        case .linked:
            return .onward(self.account(said: "linked", heading: "\(name) is connected", request, visit))
        case .taken: return .problem(.taken, isLink: true)
        case .over: return .problem(.lost, isLink: true)
        }
    }

    private func enter(
        _ account: Int32,
        to page: StaffAddress?,
        said: String?,
        _ request: Request,
        _ visit: PageVisit
    ) async throws -> Outcome {
        let sessions = door.sessions(of: visit.city)
        guard let token = try await sessions.open(account: account, detail: StaffAccounts.byOpenID) else {
            return .problem(.stranger, isLink: false)
        }
        let entry = try await door.entry(token, to: page, said: said, request, in: visit.city)
        let view = PassingView(heading: "You are signed in", label: "Go on", address: entry.address)
        var headers = entry.headers
        headers.append(HTTPField(name: .setCookie, value: OpenIDCookie(request).removal))
        return .onward(passing(view, headers, visit))
    }

    // MARK: - Pages that lead on

    /// Leads to one's own account's page, which says how it went.
    func account(said: String, heading: String, _ request: Request, _ visit: PageVisit) -> Response {
        let address = "\(OwnAccountRoutes.path)?said=\(said)"
        let view = PassingView(heading: heading, label: "Back to your account", address: address)
        return passing(view, [.setCookie: OpenIDCookie(request).removal], visit)
    }

    /// A page that leads on by itself.
    ///
    /// On the way back because of `SameSite=Strict`, too: the session's cookie is withheld from every redirect of a way that
    /// another site began, and is sent again with the click, or the `Refresh`, of a page of ours.
    private func passing(_ view: PassingView, _ headers: HTTPFields, _ visit: PageVisit) -> Response {
        var headers = headers
        headers[.refresh] = "0; url=\(view.address)"
        // The address has the code in it.
        headers[.referrerPolicy] = "no-referrer"
        return pages.response(
            Page("passing", title: view.heading, view: view, audience: .staff, headers: headers),
            for: visit
        )
    }

    private func attempts(of city: City) -> OpenIDAttempts {
        OpenIDAttempts(pool: door.pool, jurisdiction: city.row)
    }

    /// Where this browser reached us, for its cookie is there; the provider has a list of the addresses it sends people to.
    private static func address(_ request: Request) throws(OpenIDError) -> String {
        do throws(Refusal) {
            return try request.origin() + back
        } catch {
            throw .unusable(.discovery, "expected a request with our own name, found none")
        }
    }

    /// What staff are told of a failure; what it was stands in the log, without token, code or name.
    private func problem(_ error: OpenIDError, _ context: DispatchContext) -> OpenIDProblem {
        if let keptBack = outage.pass() {
            context.logger.warning(
                "The city's own sign-in failed",
                metadata: ["openid.fault": "\(error)", "lines.kept-back": "\(keptBack)"]
            )
        }
        return error.isOutage ? .away : .refused
    }
}

extension HTTPField.Name {
    static let refresh = Self("Refresh") ?? .location
}
